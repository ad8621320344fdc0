"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
for (const file of ["lab_dom", "lenet_numbers", "lenet_trace"]) require(`../${file}.js`);
const { lenet, lenetTrace } = globalThis.convgallery;

const zeros = (...shape) => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});

/** A network in which all weights are zero. */
function blankNetwork() {
  return {
    conv1: { kernel: zeros(5, 5, 1, 4), bias: zeros(4) },
    conv2: { kernel: zeros(5, 5, 4, 6), bias: zeros(6) },
    dense1: { kernel: zeros(294, 1024), bias: zeros(1024) },
    dense2: { kernel: zeros(1024, 10), bias: zeros(10) },
  };
}

/** An image in which one pixel is 1. */
function impulse(row, column) {
  const pixels = new Float32Array(784);
  pixels[row * 28 + column] = 1;
  return pixels;
}

const near = (value, expected) =>
  assert.ok(Math.abs(value - expected) < 1e-6, `${value} is not ${expected}`);

test("without weights every digit is equally likely", () => {
  const { probabilities } = lenet.forward(impulse(3, 4), blankNetwork());
  probabilities.forEach((probability) => near(probability, 0.1));
});

test("the layers are those of Keras, in their order", () => {
  const { layers } = lenet.forward(impulse(0, 0), blankNetwork());
  assert.deepStrictEqual(
    layers.map(({ name, shape }) => [name, ...shape]),
    [
      ["image", 28, 28, 1],
      ["convolution 1", 28, 28, 4],
      ["max pool 1", 14, 14, 4],
      ["convolution 2", 14, 14, 6],
      ["max pool 2", 7, 7, 6],
      ["dense", 1024],
      ["logits", 10],
    ],
  );
  layers.forEach(({ data, shape }) =>
    assert.strictEqual(
      data.length,
      shape.reduce((product, size) => product * size, 1),
    ),
  );
});

test("the kernel slides without a flip, over zeros at the border", () => {
  const network = blankNetwork();
  network.conv1.kernel.data[(0 * 5 + 1) * 4 + 2] = 3; // row 0, column 1 of kernel 2
  const [, maps] = lenet.forward(impulse(10, 20), network).layers;
  // The pixel lies 2 rows above and 1 column left of the center of the window that sees it.
  maps.data.forEach((value, index) =>
    near(value, index === (12 * 28 + 21) * 4 + 2 ? Math.tanh(3) : 0),
  );
  const [, edge] = lenet.forward(impulse(27, 27), network).layers;
  assert.ok(edge.data.every((value) => value === 0)); // that window would begin outside
});

test("a pool keeps the largest of each 2x2 window, each map separately", () => {
  const network = blankNetwork();
  network.conv1.kernel.data[(2 * 5 + 2) * 4 + 1] = -1;
  network.conv1.bias.data[1] = 0.5;
  const pixels = new Float32Array(784).fill(1);
  pixels[11 * 28 + 7] = 0.25;
  const [, , pool] = lenet.forward(pixels, network).layers;
  near(pool.data[(5 * 14 + 3) * 4 + 1], Math.tanh(0.25));
  near(pool.data[(5 * 14 + 4) * 4 + 1], Math.tanh(-0.5));
  near(pool.data[(5 * 14 + 3) * 4 + 0], 0);
});

test("the last pool is flattened row by row, pixel by pixel", () => {
  const network = blankNetwork();
  network.conv1.kernel.data[(2 * 5 + 2) * 4 + 3] = 1;
  network.conv2.kernel.data[((2 * 5 + 2) * 4 + 3) * 6 + 5] = 1; // from map 3 to map 5
  network.dense1.kernel.data[((2 * 7 + 4) * 6 + 5) * 1024 + 100] = 2;
  network.dense2.kernel.data[100 * 10 + 7] = 4;
  network.dense2.bias.data[7] = 1;
  const { layers, probabilities } = lenet.forward(impulse(9, 16), network);
  const unit = Math.tanh(2 * Math.tanh(Math.tanh(1)));
  near(layers[5].data[100], unit);
  near(layers[6].data[7], 4 * unit + 1);
  near(probabilities[7], Math.exp(4 * unit + 1) / (Math.exp(4 * unit + 1) + 9));
});

test("probabilities of large logits are finite", () => {
  const network = blankNetwork();
  network.dense2.bias.data[2] = 1000;
  assert.strictEqual(lenet.forward(impulse(0, 0), network).probabilities[2], 1);
});

test("an image of another size is refused", () => {
  assert.throws(() => lenet.forward(new Float32Array(100), blankNetwork()), {
    message: "`pixels` must hold 784 numbers from 0 to 1, got 100",
  });
});

test("int8 weights are multiplied by the scale of their unit", () => {
  const base64 = (array) => Buffer.from(array.buffer).toString("base64");
  const kernel = {
    shape: [2, 2],
    base64: base64(Int8Array.of(1, -2, 127, -127)),
    scale: base64(Float32Array.of(0.5, 2)),
  };
  const bias = { shape: [2], base64: base64(Float32Array.of(0.25, -1)) };
  const { dense1 } = lenet.decodeNetwork({ dense1: { kernel, bias } });
  assert.deepStrictEqual([...dense1.kernel.data], [0.5, -4, 63.5, -254]);
  assert.deepStrictEqual([...dense1.bias.data], [0.25, -1]);
});

test("a value is traced down to the image", () => {
  const { layers } = lenet.forward(impulse(0, 0), blankNetwork());
  const cell = { layer: 4, map: 5, row: 3, column: 0 }; // of max pool 2
  const box = ({ layer, map, top, bottom, left, right }) => [layer, map, top, bottom, left, right];
  assert.deepStrictEqual(lenetTrace.trace(layers, cell).map(box), [
    [4, 5, 3, 4, 0, 1],
    [3, 5, 6, 8, 0, 2],
    [2, undefined, 4, 10, 0, 4],
    [1, undefined, 8, 20, 0, 8],
    [0, undefined, 6, 22, 0, 10],
  ]);
  const unit = { layer: 5, map: 0, row: 1, column: 2 };
  assert.deepStrictEqual(lenetTrace.trace(layers, unit).map(box), [
    [5, 0, 1, 2, 2, 3],
    [4, undefined, 0, 7, 0, 7],
  ]);
});

test("a sentence says how a value was computed", () => {
  const network = blankNetwork();
  network.conv1.kernel.data[(2 * 5 + 2) * 4 + 1] = 0.5;
  network.conv1.bias.data[1] = -0.25;
  network.dense2.bias.data[3] = 2;
  const result = lenet.forward(impulse(6, 8), network);
  const say = (layer, map, row, column) =>
    lenetTrace.explain(result, network, { layer, map, row, column });
  assert.strictEqual(say(0, 0, 6, 8), "Image, row 6, column 8: 1.");
  const sum = "The products of the framed inputs and the weights add up to";
  assert.strictEqual(
    say(1, 1, 6, 8),
    `Convolution 1, map 1, row 6, column 8: tanh(0.5 \u2212 0.25) = 0.245. ${sum} 0.5; the bias ` +
      "is added.",
  );
  assert.strictEqual(
    say(2, 1, 3, 4),
    "Max pool 1, map 1, row 3, column 4: 0.245, the largest of 0.245, \u22120.245, \u22120.245, " +
      "\u22120.245.",
  );
  assert.strictEqual(
    say(5, 0, 1, 2),
    `Dense, unit 34: tanh(0 + 0) = 0. ${sum} 0; the bias is added.`,
  );
  assert.strictEqual(
    say(6, 0, 0, 3),
    `Logits, digit 3: 0 + 2 = 2. ${sum} 0; the bias is added. Softmax turns this logit into the ` +
      "probability 0.451.",
  );
});
