/* Maps of numbers, drawn as tiles on a canvas: red above zero and blue below it. */
(() => {
  "use strict";

  const { arrow, make } = convgallery.dom;
  const GAP = 2; // cells between tiles
  const WIDTH = 420; // of the canvas, about
  let count = 0;

  class TileView {
    /**
     * @param {string} title
     * @param {[number, number, number]} shape rows, columns and number of tiles
     * @param {{across: number, signed?: boolean, choose?: (tile: number, row: number, column:
     *   number) => void, describedBy?: string}} options tiles side by side; `choose` is called when
     *   the reader points at a cell
     */
    constructor(title, shape, { across, signed = true, choose, describedBy }) {
      const [rows, columns, tiles] = shape;
      this.rows = rows;
      this.columns = columns;
      this.tiles = tiles;
      this.across = across;
      this.signed = signed;
      this.choose = choose;
      /** @type {[number, number, number]} tile, row and column that the reader pointed at */
      this.cell = [0, rows >> 1, columns >> 1];
      /** @type {LenetWindow[]} */
      this.marks = [];
      const wide = across * (columns + GAP) - GAP;
      const high = Math.ceil(tiles / across) * (rows + GAP) - GAP;
      this.scale = Math.max(1, Math.round(WIDTH / wide));
      const caption = make("figcaption", { id: `lenet-map-${(count += 1)}` }, title);
      const point = this.pointed.bind(this);
      this.small = make("canvas", { width: wide, height: high });
      this.canvas = make("canvas", {
        width: wide * this.scale,
        height: high * this.scale,
        "aria-labelledby": caption.id,
        role: "img",
        ...(choose && {
          role: "application",
          tabIndex: 0,
          "aria-describedby": describedBy,
          pointermove: point,
          pointerdown: point,
          keydown: this.pressed.bind(this),
          focus: () => choose(...this.cell),
        }),
      });
      this.figure = make("figure", { className: "lenet-map" }, caption, this.canvas);
    }

    /** @param {PointerEvent} event */
    pointed(event) {
      const { left, top, width } = this.canvas.getBoundingClientRect();
      const cell = width / this.small.width;
      this.chooseAt(
        Math.floor((event.clientY - top) / cell),
        Math.floor((event.clientX - left) / cell),
      );
    }

    /** @param {KeyboardEvent} event */
    pressed(event) {
      const [down, right] = arrow(event);
      if ((!down && !right) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const [tile, row, column] = this.cell;
      const [top, left] = this.corner(tile);
      const [y, x] = [top + row + down, left + column + right];
      // Beyond the gap lies the next tile.
      if (!this.chooseAt(y, x)) this.chooseAt(y + down * GAP, x + right * GAP);
    }

    /**
     * Choose the cell at a row and a column of the drawing, unless there is none.
     * @param {number} y
     * @param {number} x
     */
    chooseAt(y, x) {
      const [high, wide] = [this.rows + GAP, this.columns + GAP];
      const [row, column, across] = [y % high, x % wide, Math.floor(x / wide)];
      const tile = Math.floor(y / high) * this.across + across;
      const isCell = y >= 0 && x >= 0 && row < this.rows && column < this.columns;
      if (!isCell || across >= this.across || tile >= this.tiles) return false;
      this.cell = [tile, row, column];
      this.choose?.(...this.cell);
      return true;
    }

    /**
     * Draw all tiles.
     * @param {(tile: number, row: number, column: number) => number} valueAt
     * @param {number} limit the absolute value that has the strongest color
     */
    draw(valueAt, limit) {
      const { width, height } = this.small;
      const image = new ImageData(width, height); // transparent between tiles
      for (let tile = 0; tile < this.tiles; tile++) {
        const [top, left] = this.corner(tile);
        for (let row = 0; row < this.rows; row++) {
          for (let column = 0; column < this.columns; column++) {
            const value = valueAt(tile, row, column);
            const color = this.signed ? signedColor(value, limit) : Array(3).fill(value * 255);
            image.data.set([...color, 255], ((top + row) * width + left + column) * 4);
          }
        }
      }
      this.small.getContext("2d")?.putImageData(image, 0, 0);
      this.mark(this.marks);
    }

    /**
     * Frame windows.
     * @param {LenetWindow[]} windows without a map, in all tiles
     */
    mark(windows) {
      this.marks = windows;
      const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
      const { scale } = this;
      context.imageSmoothingEnabled = false;
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      context.drawImage(this.small, 0, 0, this.canvas.width, this.canvas.height);
      for (const { map, top, bottom, left, right } of windows) {
        for (let tile = map ?? 0; tile < (map === undefined ? this.tiles : map + 1); tile++) {
          const [y, x] = this.corner(tile);
          const box = [x + left, y + top, right - left, bottom - top].map((value) => value * scale);
          context.lineWidth = 5; // black around amber is seen on all colors
          context.strokeStyle = "#000";
          context.strokeRect(box[0], box[1], box[2], box[3]);
          context.lineWidth = 3;
          context.strokeStyle = "#ffb000";
          context.strokeRect(box[0], box[1], box[2], box[3]);
        }
      }
    }

    /**
     * Find the row and the column of the drawing at which a tile begins.
     * @param {number} tile
     */
    corner(tile) {
      return [
        Math.floor(tile / this.across) * (this.rows + GAP),
        (tile % this.across) * (this.columns + GAP),
      ];
    }
  }

  /**
   * The color of a number on the scale that the figures have.
   * @param {number} value
   * @param {number} limit
   */
  function signedColor(value, limit) {
    const { colors } = convgallery.lenetWeights;
    const share = Math.min(1, Math.max(0, (value / limit + 1) / 2));
    return colors[Math.round(share * (colors.length - 1))];
  }

  convgallery.TileView = TileView;
})();
