/* Ink, and how the makers of MNIST brought what was written to 28x28 pixels. */
(() => {
  "use strict";

  const FIELD = 28; // rows and columns of a digit
  const BOX = 20; // the longer side of what is written
  const FINE = 5; // rows and columns of ink in each pixel of the field
  const SIZE = FIELD * FINE;
  const RADIUS = 1.25 * FINE; // of the pen

  /**
   * Scale ink to a box of 20x20 pixels, keeping its proportions, and move its center of mass to
   * the center of 28x28 pixels.
   * @param {Float32Array} ink from 0 to 1, row by row
   * @param {number} width columns of `ink`
   * @returns {Float32Array} 784 pixels from 0 to 1; all 0 if there is no ink
   */
  function toDigit(ink, width) {
    const digit = new Float32Array(FIELD * FIELD);
    const bounds = inkBounds(ink, width);
    if (!bounds) return digit;
    const [top, bottom, left, right] = bounds;
    const cell = Math.max(bottom - top, right - left) / BOX; // ink in each pixel
    const rows = coverage(top, bottom, cell);
    const columns = coverage(left, right, cell);
    const box = rows.map((row) => columns.map((column) => average(ink, width, row, column)));
    const [firstRow, firstColumn] = centeredAt(box);
    box.forEach((values, row) =>
      values.forEach((value, column) => {
        digit[(firstRow + row) * FIELD + firstColumn + column] = value / cell ** 2;
      }),
    );
    return digit;
  }

  /**
   * Find the rows and columns that hold ink.
   * @param {Float32Array} ink
   * @param {number} width
   * @returns {[number, number, number, number] | undefined} top, bottom, left, right; ends excluded
   */
  function inkBounds(ink, width) {
    let [top, bottom, left, right] = [Infinity, 0, Infinity, 0];
    ink.forEach((value, index) => {
      if (!value) return;
      const row = Math.floor(index / width);
      const column = index % width;
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
      [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
    });
    return bottom ? [top, bottom, left, right] : undefined;
  }

  /**
   * List, for each pixel along one side, the rows (or columns) of ink below it and how much of
   * each is below it.
   * @param {number} start
   * @param {number} end
   * @param {number} cell
   * @returns {[number, number][][]}
   */
  function coverage(start, end, cell) {
    const count = Math.max(1, Math.ceil((end - start) / cell - 1e-9));
    const margin = (count * cell - (end - start)) / 2; // both ends of the shorter side alike
    return Array.from({ length: count }, (_, index) => {
      const from = start - margin + index * cell;
      /** @type {[number, number][]} */
      const parts = [];
      for (let i = Math.max(start, Math.floor(from)); i < Math.min(end, from + cell); i++) {
        parts.push([i, Math.min(i + 1, from + cell) - Math.max(i, from)]);
      }
      return parts;
    });
  }

  /**
   * Sum the ink below one pixel.
   * @param {Float32Array} ink
   * @param {number} width
   * @param {[number, number][]} rows
   * @param {[number, number][]} columns
   */
  function average(ink, width, rows, columns) {
    let sum = 0;
    for (const [row, height] of rows) {
      for (const [column, share] of columns) sum += ink[row * width + column] * height * share;
    }
    return sum;
  }

  /**
   * Find the row and the column of the field at which a box begins that has its center of mass in
   * row 14 and column 14, or as near to them as the field has room for. With these, and not with
   * 13.5, the digits of MNIST stay where they are.
   * @param {number[][]} box
   * @returns {[number, number]}
   */
  function centeredAt(box) {
    let [mass, rowMoment, columnMoment] = [0, 0, 0];
    box.forEach((values, row) =>
      values.forEach((value, column) => {
        mass += value;
        rowMoment += value * row;
        columnMoment += value * column;
      }),
    );
    /** @type {(moment: number, length: number) => number} */
    const start = (moment, length) =>
      Math.min(FIELD - length, Math.max(0, Math.round(FIELD / 2 - moment / mass)));
    return [start(rowMoment, box.length), start(columnMoment, box[0].length)];
  }

  /** The ink on a pad, as the pen leaves it. */
  class Ink {
    constructor() {
      this.data = new Float32Array(SIZE * SIZE);
    }

    clear() {
      this.data.fill(0);
    }

    /**
     * Draw a line with round ends; a dot if both ends are the same.
     * @param {[number, number]} from row and column, in pixels of the field
     * @param {[number, number]} to
     */
    line(from, to) {
      const [r0, c0, r1, c1] = [...from, ...to].map((value) => value * FINE);
      const length = (r1 - r0) ** 2 + (c1 - c0) ** 2;
      const reach = RADIUS + 1;
      const [top, bottom] = inside(Math.min(r0, r1) - reach, Math.max(r0, r1) + reach);
      const [left, right] = inside(Math.min(c0, c1) - reach, Math.max(c0, c1) + reach);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const [r, c] = [row + 0.5 - r0, column + 0.5 - c0];
          const along =
            length && Math.min(1, Math.max(0, (r * (r1 - r0) + c * (c1 - c0)) / length));
          const distance = Math.hypot(r - along * (r1 - r0), c - along * (c1 - c0));
          const ink = Math.min(1, Math.max(0, RADIUS + 0.5 - distance)); // a soft edge
          const index = row * SIZE + column;
          this.data[index] = Math.max(this.data[index], ink);
        }
      }
    }

    /**
     * Put a digit of 28x28 pixels on the pad.
     * @param {Float32Array} digit
     */
    show(digit) {
      this.data = this.data.map((_, index) => {
        const row = Math.floor(index / SIZE / FINE);
        return digit[row * FIELD + Math.floor((index % SIZE) / FINE)];
      });
    }

    /** What was written, as MNIST would hold it. */
    digit() {
      return toDigit(this.data, SIZE);
    }
  }

  /**
   * Round outward to rows or columns that the ink has.
   * @param {number} low
   * @param {number} high
   */
  function inside(low, high) {
    return [Math.max(0, Math.floor(low)), Math.min(SIZE, Math.ceil(high))];
  }

  globalThis.convgallery ??= /** @type {any} */ ({});
  convgallery.digitInk = { Ink, toDigit, FIELD, SIZE };
})();
