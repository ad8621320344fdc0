"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
for (const file of ["numbers", "gimp", "settings"]) require(`../${file}.js`);
const { numbers, settings } = globalThis.convgallery;

/** Rows of a gray image. */
function gray(rows) {
  return { data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0].length, 1] };
}

/** Values of a result, row by row. */
function rows({ data, shape: [height, width, channels] }, channel = 0) {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => data[(y * width + x) * channels + channel]),
  );
}

const PLAIN = { ...settings.DEFAULTS, kernel: [[1]], activation: "linear", pooling: 1 };

function convolve(image, changes) {
  return numbers.convolve(image, { ...PLAIN, ...changes });
}

// Powers of two: a sum tells which of them it was made of.
const POWERS = gray([
  [1, 2, 4, 8],
  [16, 32, 64, 128],
  [256, 512, 1024, 2048],
]);
const ASYMMETRIC = [
  [1, 0, 3],
  [0, -1, 0],
];

test("weights slide as they are written, and only where the window fits", () => {
  const { conv } = convolve(POWERS, { kernel: ASYMMETRIC, padding: "valid" });
  assert.deepStrictEqual(conv.shape, [2, 2, 1]);
  assert.deepStrictEqual(rows(conv), [
    [1 + 3 * 4 - 32, 2 + 3 * 8 - 64],
    [16 + 3 * 64 - 512, 32 + 3 * 128 - 1024],
  ]);
});

test("a dilated kernel skips pixels", () => {
  const kernel = [
    [1, 0],
    [0, 10],
  ];
  const valid = convolve(POWERS, { kernel, dilations: 2, padding: "valid" });
  assert.deepStrictEqual(rows(valid.conv), [[1 + 10 * 1024, 2 + 10 * 2048]]);
  const same = convolve(POWERS, { kernel, dilations: 2 });
  assert.deepStrictEqual(rows(same.conv), [
    [320, 640, 1280, 0],
    [5120, 1 + 10240, 2 + 20480, 4],
    [0, 16, 32, 64],
  ]);
});

test("an even kernel pads after the last pixel", () => {
  const kernel = [
    [0, 1],
    [10, 0],
  ];
  assert.deepStrictEqual(rows(convolve(POWERS, { kernel }).conv), [
    [2 + 160, 4 + 320, 8 + 640, 1280],
    [32 + 2560, 64 + 5120, 128 + 10240, 20480],
    [512, 1024, 2048, 0],
  ]);
});

test("a stride places padded windows evenly, and need not start on the first pixel", () => {
  const row = gray([[1, 2, 4, 8, 16, 32]]);
  const box = [[1, 1, 1]];
  // Six pixels, stride 2: three windows cover 7, so that one cell is padded, after the last.
  assert.deepStrictEqual(rows(convolve(row, { kernel: box, strides: 2 }).conv), [[7, 28, 48]]);
  // Stride 4: two windows cover 7.
  assert.deepStrictEqual(rows(convolve(row, { kernel: box, strides: 4 }).conv), [[7, 48]]);
  // Stride 5 and five weights: two windows cover 10, two cells are padded on each side.
  const five = [[1, 1, 1, 1, 1]];
  assert.deepStrictEqual(rows(convolve(row, { kernel: five, strides: 5 }).conv), [[7, 56]]);
  // A kernel smaller than its stride is not padded.
  assert.deepStrictEqual(rows(convolve(row, { strides: 4 }).conv), [[1, 16]]);
});

test("a kernel may be larger than the image", () => {
  const kernel = Array.from({ length: 7 }, () => Array(7).fill(1));
  assert.deepStrictEqual(rows(convolve(gray([[3]]), { kernel }).conv), [[3]]);
});

test("weights are divided, and the offset is added", () => {
  const { conv } = convolve(gray([[8]]), { kernel: [[3]], divisor: -4, offset: 0.5 });
  assert.deepStrictEqual(rows(conv), [[-5.5]]);
});

test("each activation is its formula", () => {
  const image = gray([[-1, 0, 2]]);
  const activate = (activation) => rows(convolve(image, { activation }).activation)[0];
  assert.deepStrictEqual(activate("linear"), [-1, 0, 2]);
  assert.deepStrictEqual(activate("relu"), [0, 0, 2]);
  const e = Math.E;
  assert.deepStrictEqual(
    activate("sigmoid"),
    [1 / (1 + e), 0.5, 1 / (1 + e ** -2)].map(Math.fround),
  );
  const tanh = (x) => (e ** x - e ** -x) / (e ** x + e ** -x);
  activate("tanh").forEach((value, i) => assert.ok(Math.abs(value - tanh(image.data[i])) < 1e-7));
});

test("pools ignore padded cells", () => {
  const image = gray([
    [-1, -2, -3, -4],
    [-5, -6, -7, -8],
    [-9, -10, -11, -13],
  ]);
  const { avgPool, maxPool } = convolve(image, { pooling: 3 });
  // Two windows cover 6 columns: one is padded before the first, and one after the last.
  assert.deepStrictEqual(rows(maxPool), [[-1, -3]]);
  assert.deepStrictEqual(rows(avgPool), [[-33 / 6, -46 / 6].map(Math.fround)]);
  const column = convolve(gray([[-1], [-2], [-4], [-6]]), { pooling: 3 });
  assert.deepStrictEqual(rows(column.maxPool), [[-1], [-4]]);
  assert.deepStrictEqual(rows(column.avgPool), [[-1.5], [-5]]);
  const valid = convolve(image, { pooling: 3, padding: "valid" });
  assert.deepStrictEqual(rows(valid.maxPool), [[-1]]);
  assert.deepStrictEqual(rows(valid.avgPool), [[-6]]);
});

test("colors are filtered separately, or mixed first", () => {
  const data = Float32Array.of(1, 0.5, 0.25, 0, 1, 0.5);
  const image = { data, shape: [1, 2, 3] };
  const rgb = convolve(image, { color: "rgb", kernel: [[1, 10, 100]] });
  assert.deepStrictEqual([...rgb.conv.data], [10, 105, 52.5, 1, 10.5, 5.25]);
  assert.strictEqual(rgb.image, image);
  const mixed = convolve(image, {});
  assert.deepStrictEqual(mixed.image.shape, [1, 2, 1]);
  const expected = [0.2989 + 0.587 / 2 + 0.114 / 4, 0.587 + 0.114 / 2];
  mixed.conv.data.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-6));
});

test("sizes are those of the package's examples", () => {
  assert.strictEqual(numbers.outputSize(134, 3, 3), 45);
  assert.strictEqual(numbers.outputSize(28, 5, 1, 1, "valid"), 24);
  assert.strictEqual(numbers.outputSize(28, 5, 3, 2, "valid"), 7);
});

test("a window that does not fit is refused, with the attribute as the cause", () => {
  const refused = (changes, cause, message) =>
    assert.throws(() => convolve(POWERS, { padding: "valid", ...changes }), {
      name: "RangeError",
      cause,
      message,
    });
  refused({ kernel: ASYMMETRIC, dilations: 2 }, "kernel", /dilated kernel .* 5 pixels.* 4 /);
  refused({ kernel: ASYMMETRIC, pooling: 3 }, "pooling", /pooling window .* 3 pixels.* 2 /);
});

test("slices give the same result, and let others run", async () => {
  const data = Float32Array.from({ length: 90 * 80 * 3 }, (_, i) => ((i * 7919) % 256) / 255);
  const image = { data, shape: [90, 80, 3] };
  const changes = { ...settings.DEFAULTS, color: "rgb", pooling: 4 };
  let ticks = 0;
  const timer = setInterval(() => ticks++);
  // Without time, each slice is one row.
  const sliced = await numbers.convolveInSlices(image, changes, { deadline: 0 });
  clearInterval(timer);
  assert.deepStrictEqual(sliced, numbers.convolve(image, changes));
  assert.ok(ticks > 5, `${ticks} ticks`);
});

test("slices stop when they are told to", async () => {
  const controller = new AbortController();
  const options = { deadline: 0, signal: controller.signal };
  const calculation = numbers.convolveInSlices(POWERS, PLAIN, options);
  controller.abort();
  await assert.rejects(calculation, { name: "AbortError" });
});

test("a window shows what a cell was computed from", () => {
  const changes = { ...PLAIN, kernel: ASYMMETRIC, divisor: 2, offset: 1, strides: 2 };
  // Four columns, stride 2: two windows cover 5, so that one is padded after the last.
  const view = numbers.windowAt(POWERS, changes, 1, 1, 0);
  assert.deepStrictEqual(view, {
    rows: [2, 3],
    columns: [2, 3, 4],
    pixels: [
      [1024, 2048, 0],
      [0, 0, 0],
    ],
    weights: [
      [0.5, 0, 1.5],
      [0, -0.5, 0],
    ],
    products: [
      [512, 0, 0],
      [0, -0, 0],
    ],
    sum: 512,
    offset: 1,
    value: 513,
  });
  assert.strictEqual(rows(numbers.convolve(POWERS, changes).conv)[1][1], 513);
  const dilated = numbers.windowAt(POWERS, { ...changes, dilations: 2, strides: 1 }, 0, 0, 0);
  assert.deepStrictEqual(
    [dilated.rows, dilated.columns],
    [
      [-1, 1],
      [-2, 0, 2],
    ],
  );
});

test("the summary has five shapes, and the statistics with six digits", () => {
  const image = { data: new Float32Array(12).fill(0.5), shape: [2, 2, 3] };
  const changes = { ...PLAIN, kernel: [[-1e-9]], activation: "relu", pooling: 2 };
  assert.deepStrictEqual(numbers.summary(numbers.convolve(image, changes), changes), [
    "image filters (shape (2, 2))",
    "conv_op filters (shape (1, 2, 2, 1))",
    "relu_op filters (shape (1, 2, 2, 1))",
    "avg_pool_op filters (shape (1, 1, 1, 1))",
    "max_pool_op filters (shape (1, 1, 1, 1))",
    "image: mean 0.499950, min 0.499950, max 0.499950",
    "conv: mean 0.000000, min 0.000000, max 0.000000",
    "activation: mean 0.000000, min 0.000000, max 0.000000",
    "avg_pool: mean 0.000000, min 0.000000, max 0.000000",
    "max_pool: mean 0.000000, min 0.000000, max 0.000000",
  ]);
  const color = { ...changes, color: "rgb", kernel: [[-3]], activation: "linear" };
  const lines = numbers.summary(numbers.convolve(image, color), color);
  assert.strictEqual(lines[0], "image filters (shape (2, 2, 3))");
  assert.strictEqual(lines[6], "conv: mean -1.500000, min -1.500000, max -1.500000");
});

test("bytes of a canvas become an image without alpha", () => {
  const bytes = Uint8ClampedArray.of(255, 0, 51, 9, 1, 2, 3, 8);
  const { data, shape } = numbers.planeFromBytes(bytes, 2, 1);
  assert.deepStrictEqual(shape, [1, 2, 3]);
  assert.deepStrictEqual([...data], [1, 0, 0.2, 1 / 255, 2 / 255, 3 / 255].map(Math.fround));
});
