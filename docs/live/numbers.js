/* The pipeline: a convolution, an activation and two methods of pooling, equal to TensorFlow's. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});

  // The weights of convgallery's gray, as float32.
  const GRAY = [0.2989, 0.587, 0.114].map(Math.fround);

  /** @type {Record<Settings["activation"], (value: number) => number>} */
  const ACTIVATIONS = {
    sigmoid: (value) => 1 / (1 + Math.exp(-value)),
    relu: (value) => (value > 0 ? value : 0),
    tanh: Math.tanh,
    linear: (value) => value,
  };

  /** @type {Numbers["outputSize"]} */
  function outputSize(size, kernel, stride = 1, dilation = 1, padding = "same", cause = "kernel") {
    const extent = dilation * (kernel - 1) + 1;
    if (padding === "same") return Math.ceil(size / stride);
    if (extent <= size) return Math.floor((size - extent) / stride) + 1;
    const name = { kernel: "dilated kernel", pooling: "pooling window" }[cause];
    throw new RangeError(
      `With padding “valid”, the ${name} must fit into its input; it covers ${extent} pixels, ` +
        `and at most ${size} are allowed.`,
      { cause },
    );
  }

  /** @type {PlaceWindows} TensorFlow puts the odd padded cell after the last pixel. */
  function axis(size, kernel, { strides, dilations, padding }) {
    const count = outputSize(size, kernel, strides, dilations, padding);
    const padded = (count - 1) * strides + dilations * (kernel - 1) + 1 - size;
    return { count, before: padding === "same" ? Math.max(padded >> 1, 0) : 0 };
  }

  /** @type {Numbers["correlate"]} */
  function* correlate({ data: pixels, shape }, weights, window, finish) {
    const { strides, dilations } = window;
    const [height, width, channels] = shape;
    const rows = axis(height, weights.length, window);
    const columns = axis(width, weights[0].length, window);
    const data = new Float32Array(rows.count * columns.count * channels);
    const sums = new Float64Array(columns.count * channels);
    for (let row = 0; row < rows.count; row++) {
      sums.fill(0);
      weights.forEach((line, u) => {
        const imageRow = row * strides + u * dilations - rows.before;
        if (imageRow < 0 || imageRow >= height) return;
        line.forEach((weight, v) => {
          if (weight === 0) return;
          // Column j of the result sees column j * strides + shift of the image, if there is one.
          const shift = v * dilations - columns.before;
          const first = Math.max(0, Math.ceil(-shift / strides));
          const end = Math.min(columns.count, Math.floor((width - 1 - shift) / strides) + 1);
          const start = (imageRow * width + first * strides + shift) * channels;
          addRow(sums, first * channels, end * channels, weight, pixels, start, channels, strides);
        });
      });
      const start = row * sums.length;
      for (let i = 0; i < sums.length; i++) data[start + i] = finish(sums[i]);
      yield;
    }
    return { data, shape: [rows.count, columns.count, channels] };
  }

  /** @type {AddRow} */
  function addRow(sums, first, end, weight, pixels, start, channels, strides) {
    if (strides === 1) {
      const shift = start - first;
      for (let i = first; i < end; i++) sums[i] += weight * pixels[i + shift];
      return;
    }
    for (let i = first, from = start; i < end; i += channels, from += strides * channels) {
      for (let c = 0; c < channels; c++) sums[i + c] += weight * pixels[from + c];
    }
  }

  /** @type {(plane: Plane, activation: (value: number) => number) => Steps<Plane>} */
  function* activate({ data, shape }, activation) {
    const result = new Float32Array(data.length);
    const length = shape[1] * shape[2];
    for (let i = 0; i < data.length;) {
      for (const end = i + length; i < end; i++) result[i] = activation(data[i]);
      yield;
    }
    return { data: result, shape };
  }

  /** @type {Pool} Windows neither overlap nor leave gaps; padded cells are ignored. */
  function* pool({ data, shape: [height, width, channels] }, pooling, padding) {
    const window = { strides: pooling, dilations: 1, padding };
    const rows = axis(height, pooling, window);
    const columns = axis(width, pooling, window);
    /** @type {Plane["shape"]} */
    const shape = [rows.count, columns.count, channels];
    const means = new Float32Array(rows.count * columns.count * channels);
    const maxima = new Float32Array(means.length);
    let i = 0;
    for (let row = 0; row < rows.count; row++) {
      const top = Math.max(row * pooling - rows.before, 0);
      const bottom = Math.min((row + 1) * pooling - rows.before, height);
      for (let column = 0; column < columns.count; column++) {
        const left = Math.max(column * pooling - columns.before, 0);
        const right = Math.min((column + 1) * pooling - columns.before, width);
        for (let channel = 0; channel < channels; channel++, i++) {
          let [sum, maximum] = [0, -Infinity];
          for (let y = top; y < bottom; y++) {
            for (let x = left; x < right; x++) {
              const value = data[(y * width + x) * channels + channel];
              sum += value;
              if (value > maximum) maximum = value;
            }
          }
          means[i] = sum / ((bottom - top) * (right - left));
          maxima[i] = maximum;
        }
      }
      yield;
    }
    return { avgPool: { data: means, shape }, maxPool: { data: maxima, shape } };
  }

  /** @type {Numbers["toGray"]} */
  function toGray(image) {
    const [height, width, channels] = image.shape;
    if (channels === 1) return image;
    const [red, green, blue] = GRAY;
    const data = new Float32Array(height * width);
    for (let i = 0, from = 0; i < data.length; i++, from += 3) {
      const { data: pixels } = image;
      data[i] = red * pixels[from] + green * pixels[from + 1] + blue * pixels[from + 2];
    }
    return { data, shape: [height, width, 1] };
  }

  /** @type {Prepare} */
  function prepare(image, settings) {
    const isGimp = settings.mode === "gimp";
    const { kernel, divisor, offset } = settings;
    return {
      source: settings.color === "gray" ? toGray(image) : image,
      isGimp,
      window: isGimp ? { strides: 1, dilations: 1, padding: "same" } : settings,
      ...(isGimp
        ? convgallery.gimp.normalized(settings)
        : {
            weights: kernel.map((row) => row.map((weight) => Math.fround(weight / divisor))),
            offset: Math.fround(offset),
          }),
    };
  }

  /** @type {(image: Plane, settings: Settings) => Steps<Result>} */
  function* convolutionSteps(image, settings) {
    const { source, isGimp, window, weights, offset } = prepare(image, settings);
    const { pooling } = settings;
    // A window that does not fit is refused before anything is computed.
    [weights.length, weights[0].length].forEach((kernel, i) => {
      const { count } = axis(source.shape[i], kernel, window);
      outputSize(count, pooling, pooling, 1, window.padding, "pooling");
    });
    const conv = yield* isGimp
      ? convgallery.gimp.filterSteps(source, settings)
      : correlate(source, weights, window, (sum) => sum + offset);
    const activation = yield* activate(conv, ACTIVATIONS[settings.activation]);
    const pools = yield* pool(activation, pooling, window.padding);
    return { image: source, conv, activation, ...pools };
  }

  /** @type {Numbers["complete"]} */
  function complete(steps) {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** @type {Numbers["convolveInSlices"]} */
  async function convolveInSlices(image, settings, { deadline = 12, signal } = {}) {
    const steps = convolutionSteps(image, settings);
    for (;;) {
      const pause = performance.now() + deadline;
      do {
        const { done, value } = steps.next();
        if (done) return value;
      } while (performance.now() < pause);
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
  }

  /** @type {Numbers["windowAt"]} */
  function windowAt(image, settings, row, column, channel) {
    const { gimp } = convgallery;
    const { source, isGimp, window, weights, offset } = prepare(image, settings);
    const [height, width, channels] = source.shape;
    /** @type {(position: number, size: number, length: number) => number[]} */
    const indices = (position, size, length) => {
      const start = position * window.strides - axis(size, length, window).before;
      return Array.from({ length }, (_, k) => {
        const index = start + k * window.dilations;
        return isGimp ? gimp.borderIndex(index, size, settings.border) : index;
      });
    };
    const rows = indices(row, height, weights.length);
    const columns = indices(column, width, weights[0].length);
    const pixels = rows.map((y) =>
      columns.map((x) => {
        if (y < 0 || y >= height || x < 0 || x >= width) return 0;
        const value = source.data[(y * width + x) * channels + channel];
        return isGimp ? gimp.decode(value) : value;
      }),
    );
    const products = weights.map((line, u) => line.map((weight, v) => weight * pixels[u][v]));
    const sum = products.flat().reduce((total, product) => total + product, 0);
    const value = Math.fround(isGimp ? gimp.encode(sum + offset) : sum + offset);
    return { rows, columns, pixels, weights, products, sum, offset, value };
  }

  /** @type {Numbers["summary"]} */
  function summary({ image, conv, activation, avgPool, maxPool }, settings) {
    const arrays = { image, conv, activation, avg_pool: avgPool, max_pool: maxPool };
    const shapes = Object.entries(arrays).map(([name, { shape }]) => {
      const step = name === "activation" ? settings.activation : name;
      if (name !== "image") return `${step}_op filters (shape (1, ${shape.join(", ")}))`;
      return `image filters (shape (${shape.join(", ").replace(/, 1$/, "")}))`;
    });
    const statistics = Object.entries(arrays).map(([name, { data }]) => {
      let [sum, low, high] = [0, Infinity, -Infinity];
      for (const value of data) {
        sum += value;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      // As Python's format z.6f: no sign at zero.
      const [mean, min, max] = [sum / data.length, low, high].map((value) =>
        value.toFixed(6).replace("-0.000000", "0.000000"),
      );
      return `${name}: mean ${mean}, min ${min}, max ${max}`;
    });
    return [...shapes, ...statistics];
  }

  /** @type {Numbers["planeFromBytes"]} */
  function planeFromBytes(bytes, width, height) {
    const data = new Float32Array(width * height * 3);
    for (let i = 0; i < data.length; i++) data[i] = bytes[i + Math.floor(i / 3)] / 255;
    return { data, shape: [height, width, 3] };
  }

  convgallery.numbers = {
    convolve: (image, settings) => complete(convolutionSteps(image, settings)),
    convolveInSlices,
    complete,
    correlate,
    outputSize,
    windowAt,
    summary,
    toGray,
    planeFromBytes,
  };
})();
