"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
for (const file of ["numbers", "gimp", "settings"]) require(`../${file}.js`);
const { gimp, numbers, settings } = globalThis.convgallery;

const GIMP = { ...settings.DEFAULTS, mode: "gimp", normalize: false };
const IDENTITY = [
  [0, 0, 0],
  [0, 1, 0],
  [0, 0, 0],
];

/** Bytes of a filtered gray image. */
function filter(rows, changes) {
  const data = Float32Array.from(rows.flat(), (byte) => byte / 255);
  const image = { data, shape: [rows.length, rows[0].length, 1] };
  const result = gimp.filter(image, { ...GIMP, ...changes });
  assert.deepStrictEqual(result.shape, image.shape);
  const bytes = Array.from(result.data, (value) => Math.round(value * 255));
  result.data.forEach((value, i) => assert.strictEqual(value, Math.fround(bytes[i] / 255)));
  return rows.map((row, y) => bytes.slice(y * row.length, (y + 1) * row.length));
}

const all = (weight) => Array.from({ length: 3 }, () => Array(3).fill(weight));

test("every byte survives the way to light and back", () => {
  const bytes = [Array.from({ length: 256 }, (_, byte) => byte)];
  assert.deepStrictEqual(filter(bytes, { kernel: IDENTITY }), bytes);
});

test("a blur adds light, not values", () => {
  // The example of gimp_filter: a ninth of the light is 94 of 255.
  const row = [0, 0, 255, 0, 0];
  const rows = [[0, 0, 0, 0, 0], row, [0, 0, 0, 0, 0]];
  const expected = Array(3).fill([0, 94, 94, 94, 0]);
  assert.deepStrictEqual(filter(rows, { kernel: all(1), divisor: 9, border: "black" }), expected);
});

test("the curve is that of sRGB", () => {
  // IEC 61966-2-1, rounded: 128 of 255 is 21.586 % of the light; below 0.04045 it is a line.
  assert.ok(Math.abs(gimp.decode(128 / 255) - 0.21586) < 1e-5);
  assert.strictEqual(gimp.decode(0.04), 0.04 / 12.92);
  assert.ok(Math.abs(gimp.decode(0.05) - (0.105 / 1.055) ** 2.4) < 1e-15);
  assert.ok(Math.abs(gimp.decode(0.041) - (0.096 / 1.055) ** 2.4) < 1e-15);
  assert.strictEqual(gimp.encode(0.21586), 128 / 255);
  assert.strictEqual(gimp.encode(0.001), Math.round(0.001 * 12.92 * 255) / 255);
  assert.deepStrictEqual([-1, 0, 1, 7].map(gimp.encode), [0, 0, 1, 1]);
});

test("values that are no bytes are taken as they are", () => {
  const image = { data: Float32Array.of(0.1, 0.3), shape: [1, 2, 1] };
  const { data } = gimp.filter(image, { ...GIMP, kernel: IDENTITY, divisor: 0.25 });
  // The nearest bytes, 26 and 77, would become 57 and 148.
  assert.deepStrictEqual([...data], [56 / 255, 147 / 255].map(Math.fround));
});

test("divisor and offset are those of the dialog, and the sum's sign chooses them", () => {
  const weights = (center) => IDENTITY.map((row) => row.map((weight) => weight * center));
  const normalized = (kernel) => {
    const settings = { ...GIMP, kernel, divisor: 5, offset: 7, normalize: true };
    const { weights, offset } = gimp.normalized(settings);
    return [weights[1][1], offset];
  };
  assert.deepStrictEqual(normalized(weights(4)), [1, 0]);
  assert.deepStrictEqual(normalized(weights(-4)), [-1, 1]);
  assert.deepStrictEqual(
    normalized([
      [0, 0, 0],
      [0.1, 0.2, -0.3],
      [0, 0, 0],
    ]),
    [0.2, 0.5],
  );
  const { weights: divided, offset } = gimp.normalized({
    ...GIMP,
    kernel: weights(4),
    divisor: -8,
    offset: 0.25,
  });
  assert.deepStrictEqual([divided[1][1], offset], [-0.5, 0.25]);
  // Half the light is 188 of 255; a negative keeps black and white apart.
  assert.deepStrictEqual(filter([[255, 255]], { kernel: weights(0), normalize: true }), [
    [188, 188],
  ]);
  assert.deepStrictEqual(filter([[255, 0]], { kernel: weights(-1), normalize: true }), [[0, 255]]);
});

test("beyond the border lie the outermost pixels, the opposite side, or black", () => {
  const rows = [
    [10, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
  ];
  const upperLeft = [
    [1, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const filtered = (border) => filter(rows, { kernel: upperLeft, border });
  const inside = [10, 20];
  assert.deepStrictEqual(filtered("extend"), [
    [10, 10, 20],
    [10, ...inside],
    [40, 40, 50],
  ]);
  assert.deepStrictEqual(filtered("wrap"), [
    [90, 70, 80],
    [30, ...inside],
    [60, 40, 50],
  ]);
  assert.deepStrictEqual(filtered("black"), [
    [0, 0, 0],
    [0, ...inside],
    [0, 40, 50],
  ]);
});

test("a margin larger than the image wraps again and again", () => {
  const kernel = Array.from({ length: 5 }, () => Array(5).fill(1));
  assert.deepStrictEqual(filter([[77]], { kernel, border: "wrap", normalize: true }), [[77]]);
});

test("other sizes are refused", () => {
  for (const kernel of [[[1]], [[1, 2, 3]], Array(7).fill(Array(7).fill(1))]) {
    assert.throws(() => filter([[1]], { kernel }), { name: "RangeError", cause: "mode" });
  }
});

test("in GIMP mode, strides and dilations are 1, and pools pad", () => {
  const data = Float32Array.from({ length: 20 }, (_, i) => i / 20);
  const image = { data, shape: [4, 5, 1] };
  const changes = { ...GIMP, activation: "linear", pooling: 2, normalize: true };
  const result = numbers.convolve(image, changes);
  assert.deepStrictEqual(result.conv, gimp.filter(image, changes));
  assert.deepStrictEqual(result.maxPool.shape, [2, 3, 1]);
  const ignored = { strides: 3, dilations: 2, padding: "valid" };
  assert.deepStrictEqual(numbers.convolve(image, { ...changes, ...ignored }), result);
});

test("a window shows light, at the border too", () => {
  const data = Float32Array.from([0, 51, 102, 255], (byte) => byte / 255);
  const image = { data, shape: [2, 2, 1] };
  const view = (border) =>
    numbers.windowAt(image, { ...GIMP, kernel: all(1), normalize: true, border }, 0, 1, 0);
  const { rows, columns, pixels, products, sum, offset, value } = view("extend");
  assert.deepStrictEqual([rows, columns, offset], [[0, 0, 1], [0, 1, 1], 0]);
  const light = [51, 102, 255].map((byte) => gimp.decode(Math.fround(byte / 255)));
  assert.deepStrictEqual(pixels[0], [0, light[0], light[0]]);
  assert.deepStrictEqual(
    products[2],
    [light[1], light[2], light[2]].map((l) => l * (1 / 9)),
  );
  assert.ok(Math.abs(sum - (4 * light[0] + light[1] + 2 * light[2]) / 9) < 1e-12);
  assert.strictEqual(value, Math.fround(gimp.encode(sum)));
  assert.deepStrictEqual(view("wrap").columns, [0, 1, 0]);
  assert.deepStrictEqual(view("black").columns, [0, 1, -1]);
  assert.strictEqual(view("black").pixels[1][2], 0);
});
