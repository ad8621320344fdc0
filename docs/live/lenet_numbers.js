/* The forward pass of the gallery's LeNet: two convolutions, each with a max pool, and two dense
   layers. */
(() => {
  "use strict";

  const CLASSES = 10;

  /**
   * Convolve with stride 1 and SAME padding, add the bias, and take the tanh.
   * @param {Plane} input
   * @param {LenetArray} kernel of shape (rows, columns, in, out)
   * @param {LenetArray} bias of shape (out,)
   * @returns {Plane}
   */
  function convolution(input, kernel, bias) {
    const [height, width] = input.shape;
    const outputs = kernel.shape[3];
    const data = new Float32Array(height * width * outputs);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        for (let output = 0; output < outputs; output++) {
          const sum = weightedSum(input, kernel, row, column, output);
          data[(row * width + column) * outputs + output] = Math.tanh(sum + bias.data[output]);
        }
      }
    }
    return { data, shape: [height, width, outputs] };
  }

  /**
   * Sum the products of one window and one kernel. Outside the input there is nothing to add.
   * @param {Plane} input
   * @param {LenetArray} kernel
   * @param {number} row
   * @param {number} column
   * @param {number} output
   */
  function weightedSum(input, kernel, row, column, output) {
    const [height, width, channels] = input.shape;
    const [rows, columns, , outputs] = kernel.shape;
    const top = row - ((rows - 1) >> 1);
    const left = column - ((columns - 1) >> 1);
    let sum = 0;
    for (let i = Math.max(0, -top); i < rows && top + i < height; i++) {
      for (let j = Math.max(0, -left); j < columns && left + j < width; j++) {
        const pixel = ((top + i) * width + left + j) * channels;
        const weight = (i * columns + j) * channels * outputs + output;
        for (let channel = 0; channel < channels; channel++) {
          sum += input.data[pixel + channel] * kernel.data[weight + channel * outputs];
        }
      }
    }
    return sum;
  }

  /**
   * Keep the largest value of each 2x2 window.
   * @param {Plane} input with an even number of rows and columns
   * @returns {Plane}
   */
  function maxPool(input) {
    const [height, width, channels] = input.shape;
    /** @type {[number, number, number]} */
    const shape = [height / 2, width / 2, channels];
    const data = new Float32Array((height / 2) * (width / 2) * channels).fill(-Infinity);
    input.data.forEach((value, index) => {
      const channel = index % channels;
      const column = Math.floor(index / channels) % width;
      const row = Math.floor(index / channels / width);
      const pooled = ((row >> 1) * shape[1] + (column >> 1)) * channels + channel;
      data[pooled] = Math.max(data[pooled], value);
    });
    return { data, shape };
  }

  /**
   * Multiply a vector by a matrix, and add the bias.
   * @param {Float32Array} input
   * @param {LenetArray} kernel of shape (in, out)
   * @param {LenetArray} bias of shape (out,)
   * @returns {Float32Array}
   */
  function dense(input, kernel, bias) {
    const units = bias.data.length;
    const sums = Float64Array.from(bias.data);
    input.forEach((value, index) => {
      for (let unit = 0; unit < units; unit++) {
        sums[unit] += value * kernel.data[index * units + unit];
      }
    });
    return Float32Array.from(sums);
  }

  /**
   * Turn logits into probabilities.
   * @param {Float32Array} logits
   * @returns {Float32Array}
   */
  function softmax(logits) {
    const largest = Math.max(...logits);
    const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return Float32Array.from(powers, (power) => power / total);
  }

  /**
   * Classify one digit.
   * @param {Float32Array} pixels the 28x28 pixels, row by row, from 0 to 1
   * @param {LenetNetwork} network
   * @returns {LenetResult}
   */
  function forward(pixels, network) {
    // Others would give NaN or a confident guess; rounding errors are no reason to refuse.
    /** @param {number} p */
    const isPixel = (p) => Number.isFinite(p) && Math.abs(p - 0.5) < 0.50001;
    const count = Array.from(pixels ?? []).filter(isPixel).length;
    if (count !== 784 || pixels.length !== 784) {
      throw new RangeError(`\`pixels\` must hold 784 numbers from 0 to 1, got ${count}`);
    }
    /** @type {Plane} */
    const image = { data: pixels, shape: [28, 28, 1] };
    const conv1 = convolution(image, network.conv1.kernel, network.conv1.bias);
    const pool1 = maxPool(conv1);
    const conv2 = convolution(pool1, network.conv2.kernel, network.conv2.bias);
    const pool2 = maxPool(conv2);
    const hidden = dense(pool2.data, network.dense1.kernel, network.dense1.bias).map(Math.tanh);
    const logits = dense(hidden, network.dense2.kernel, network.dense2.bias);
    return {
      probabilities: softmax(logits),
      layers: [
        { name: "image", ...image },
        { name: "convolution 1", ...conv1 },
        { name: "max pool 1", ...pool1 },
        { name: "convolution 2", ...conv2 },
        { name: "max pool 2", ...pool2 },
        { name: "dense", data: hidden, shape: [hidden.length] },
        { name: "logits", data: logits, shape: [CLASSES] },
      ],
    };
  }

  /**
   * Decode weights as the build wrote them: int8 with a scale for each output, or float32.
   * @param {EncodedArray} encoded
   * @returns {LenetArray}
   */
  function decodeArray({ shape, base64, scale }) {
    const bytes = decodeBytes(base64);
    if (!scale) return { shape, data: new Float32Array(bytes.buffer) };
    const scales = new Float32Array(decodeBytes(scale).buffer);
    const integers = new Int8Array(bytes.buffer);
    const data = new Float32Array(integers.length);
    for (let i = 0; i < data.length; i++) data[i] = integers[i] * scales[i % scales.length];
    return { shape, data };
  }

  /**
   * Decode base64.
   * @param {string} base64
   */
  function decodeBytes(base64) {
    const characters = atob(base64);
    const bytes = new Uint8Array(characters.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
    return bytes;
  }

  /**
   * Decode all weights of a network.
   * @param {Record<string, {kernel: EncodedArray, bias: EncodedArray}>} layers
   * @returns {LenetNetwork}
   */
  function decodeNetwork(layers) {
    const decoded = Object.entries(layers).map(([name, { kernel, bias }]) => [
      name,
      { kernel: decodeArray(kernel), bias: decodeArray(bias) },
    ]);
    return Object.fromEntries(decoded);
  }

  globalThis.convgallery ??= /** @type {any} */ ({});
  convgallery.lenet = { forward, weightedSum, decodeBytes, decodeNetwork };
})();
