"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
require("../digit_ink.js");
const { Ink, toDigit, FIELD, SIZE } = globalThis.convgallery.digitInk;

/** Rows and columns of a digit that are not black: top, bottom, left, right, ends excluded. */
function bounds(digit) {
  const inked = [...digit.keys()].filter((index) => digit[index] > 0);
  const rows = inked.map((index) => Math.floor(index / FIELD));
  const columns = inked.map((index) => index % FIELD);
  return [Math.min(...rows), Math.max(...rows) + 1, Math.min(...columns), Math.max(...columns) + 1];
}

/** Ink of a size, in which some rectangles are full. */
function rectangles(width, height, ...areas) {
  const ink = new Float32Array(width * height);
  for (const [top, bottom, left, right] of areas) {
    for (let row = top; row < bottom; row++) ink.fill(1, row * width + left, row * width + right);
  }
  return ink;
}

test("a blank pad is a blank digit", () => {
  assert.deepStrictEqual(toDigit(new Float32Array(100), 10), new Float32Array(784));
});

test("a square is scaled to 20x20 pixels around row and column 14", () => {
  // Its center of mass is at 9.5 of 0 to 19, so that it begins at 14 - 9.5, rounded up.
  const digit = toDigit(rectangles(100, 100, [0, 40, 60, 100]), 100);
  assert.deepStrictEqual(bounds(digit), [5, 25, 5, 25]);
  assert.ok(digit.every((value) => value === 0 || Math.abs(value - 1) < 1e-6));
});

test("proportions are kept, also those of ink that is small", () => {
  const digit = toDigit(rectangles(50, 50, [3, 13, 30, 34]), 50); // 10x4 becomes 20x8
  assert.deepStrictEqual(bounds(digit), [5, 25, 11, 19]);
});

test("the center of mass counts, not the center of the box", () => {
  // An L of 20x20: a bar of 20x4 on the left, and a foot of 4x16. By hand, rows: (80 * 9.5 +
  // 64 * 17.5) / 144 = 13.06, columns: (80 * 1.5 + 64 * 11.5) / 144 = 5.94; 14 less these, rounded.
  const digit = toDigit(rectangles(40, 40, [10, 30, 10, 14], [26, 30, 14, 30]), 40);
  assert.deepStrictEqual(bounds(digit), [1, 21, 8, 28]);
  assert.strictEqual(digit[1 * FIELD + 8], 1);
  assert.strictEqual(digit[1 * FIELD + 13], 0);
});

test("edges that fall between pixels are gray in proportion", () => {
  // A bar of 40x3 becomes 20x1.5: two columns, each three quarters full.
  const digit = toDigit(rectangles(60, 60, [5, 45, 20, 23]), 60);
  const [top, bottom, left, right] = bounds(digit);
  assert.deepStrictEqual([bottom - top, right - left], [20, 2]);
  const ends = [digit[top * FIELD + left], digit[top * FIELD + left + 1]];
  assert.deepStrictEqual(ends, [0.75, 0.75]);
});

test("ink stays inside the field", () => {
  // Nearly all of the mass is in the first rows: centered, the last row would be outside.
  const digit = toDigit(rectangles(20, 20, [0, 2, 0, 20], [2, 20, 0, 1]), 20);
  assert.deepStrictEqual(bounds(digit)[1], 28);
  const mass = digit.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(mass - (40 + 18)) < 1e-4);
});

test("a digit that is shown is one that was written", () => {
  const digit = toDigit(rectangles(28, 28, [5, 25, 10, 14]), 28);
  const ink = new Ink();
  ink.show(digit);
  assert.deepStrictEqual(ink.digit(), digit);
});

test("a line has the width of the pen, round ends and soft edges", () => {
  const ink = new Ink();
  ink.line([14, 5], [14, 20]);
  const column = Array.from({ length: SIZE }, (_, row) => ink.data[row * SIZE + 60]);
  const width = column.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(width - 12.5) < 0.3); // 2.5 pixels of the field
  const row = Array.from(ink.data.slice(70 * SIZE, 71 * SIZE));
  const length = row.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(length - (75 + 12.5)) < 0.6);
  assert.ok(column.some((value) => value > 0 && value < 1));
});

test("a dot at the edge is cut off, and cleared ink is gone", () => {
  const ink = new Ink();
  ink.line([0, 0], [0, 0]);
  assert.strictEqual(ink.data[0], 1);
  ink.clear();
  assert.ok(ink.data.every((value) => value === 0));
});
