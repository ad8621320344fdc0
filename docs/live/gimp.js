/* GIMP's Convolution Matrix: weights add up linear light, not pixel values. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});

  /** @type {Gimp["decode"]} The curve of sRGB. */
  const decode = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

  // The light of the 256 values of a byte, and the light where rounding goes on to the next value.
  const LIGHT = Array.from({ length: 256 }, (_, byte) => decode(Math.fround(byte / 255)));
  const LIMITS = LIGHT.map((_, byte) => decode((byte + 0.5) / 255));

  /** @type {Gimp["encode"]} */
  function encode(light) {
    let byte = 0;
    for (let step = 128; step > 0; step >>= 1) {
      if (light >= LIMITS[byte + step - 1]) byte += step;
    }
    return byte / 255;
  }

  /** @type {Gimp["decode"]} Faster, as most pixels were bytes. */
  function lightOf(value) {
    const byte = Math.round(value * 255);
    return Math.fround(byte / 255) === value ? LIGHT[byte] : decode(value);
  }

  /** @type {Gimp["normalized"]} */
  function normalized({ kernel, divisor, offset, normalize }) {
    const { length } = kernel;
    if ((length !== 3 && length !== 5) || kernel.some((row) => row.length !== length)) {
      throw new RangeError(
        `The kernel is ${length}x${kernel[0].length}; GIMP's filter allows only 3x3 and 5x5.`,
        { cause: "mode" },
      );
    }
    if (normalize) {
      let [total, magnitude] = [0, 0];
      for (const weight of kernel.flat()) {
        total += weight;
        magnitude += Math.abs(weight);
      }
      // 0.1 + 0.2 - 0.3 is not quite 0.
      const isZero = Math.abs(total) <= 1e-12 * magnitude;
      divisor = isZero ? 1 : Math.abs(total);
      offset = isZero ? 0.5 : total > 0 ? 0 : 1;
    }
    return { weights: kernel.map((row) => row.map((weight) => weight / divisor)), offset };
  }

  /** @type {Gimp["borderIndex"]} */
  function borderIndex(index, size, border) {
    if (index >= 0 && index < size) return index;
    if (border === "black") return -1;
    if (border === "wrap") return (index + 2 * size) % size; // -2 is the least
    return index < 0 ? 0 : size - 1;
  }

  /** @type {Gimp["filterSteps"]} */
  function* filterSteps({ data, shape: [height, width, channels] }, settings) {
    const { weights, offset } = normalized(settings);
    const margin = (weights.length - 1) / 2;
    /** @type {Plane["shape"]} */
    const shape = [height + 2 * margin, width + 2 * margin, channels];
    const light = new Float64Array(shape[0] * shape[1] * channels);
    for (let row = 0, to = 0; row < shape[0]; row++) {
      const y = borderIndex(row - margin, height, settings.border);
      for (let column = 0; column < shape[1]; column++) {
        const x = borderIndex(column - margin, width, settings.border);
        for (let c = 0; c < channels; c++, to++) {
          if (y >= 0 && x >= 0) light[to] = lightOf(data[(y * width + x) * channels + c]);
        }
      }
      yield;
    }
    return yield* convgallery.numbers.correlate(
      { data: light, shape },
      weights,
      { strides: 1, dilations: 1, padding: "valid" },
      (sum) => encode(sum + offset),
    );
  }

  convgallery.gimp = {
    filter: (image, settings) => convgallery.numbers.complete(filterSteps(image, settings)),
    filterSteps,
    normalized,
    borderIndex,
    decode,
    encode,
  };
})();
