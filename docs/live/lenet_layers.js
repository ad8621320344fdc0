/* The maps and kernels of all layers of LeNet, and what a cell of them was computed from. */
(() => {
  "use strict";

  const { TileView, dom, lenetTrace } = convgallery;
  const { make } = dom;
  const ACROSS = [1, 2, 2, 3, 3, 1, 1]; // maps side by side, for each layer
  const HINT =
    "Point at a cell, or move to it with the arrow keys: frames mark the values that it was " +
    "computed from, back to the image.";
  let count = 0;

  class LayerViews {
    /**
     * @param {LenetResult} result
     * @param {LenetNetwork} network
     * @param {(text: string) => void} speak called when the reader has chosen a cell
     */
    constructor(result, network, speak) {
      this.result = result;
      this.network = network;
      /** @type {LenetCell | undefined} */
      this.cell = undefined;
      const id = `lenet-details-${(count += 1)}`;
      this.details = make("p", { className: "lenet-details", id }, HINT);
      this.maps = result.layers.map(
        ({ name, shape }, layer) =>
          new TileView(`${name} (${shape.join(", ")})`, lenetTrace.tiled(shape), {
            across: ACROSS[layer],
            signed: layer > 0,
            describedBy: id,
            choose: (map, row, column) => {
              this.cell = { layer, map, row, column };
              this.mark();
              speak(this.details.textContent ?? "");
            },
          }),
      );
      this.kernels = kernels(network).map(({ shape }, index) => {
        const title = `kernels ${index + 1} (${shape.join(", ")})`;
        const [rows, columns, inputs, outputs] = shape;
        return new TileView(title, [rows, columns, inputs * outputs], { across: outputs });
      });
      const figures = this.maps.map(({ figure }) => figure);
      this.kernels.forEach(({ figure }, index) => figures.splice(1 + 3 * index, 0, figure));
      this.element = make(
        "div",
        {},
        make("div", { className: "lenet-maps" }, ...figures),
        this.details,
      );
    }

    /**
     * Show another result.
     * @param {LenetResult} result
     * @param {LenetNetwork} network
     */
    draw(result, network) {
      this.result = result;
      this.network = network;
      result.layers.forEach((layer, index) => {
        this.maps[index].draw(
          (map, row, column) => lenetTrace.valueAt(layer, map, row, column),
          limitOf(layer.data),
        );
      });
      kernels(network).forEach(({ data, shape: [, columns, inputs, outputs] }, index) => {
        // A row of tiles for each input, a column for each output: the order of the weights.
        const tiles = inputs * outputs;
        this.kernels[index].draw(
          (tile, row, column) => data[(row * columns + column) * tiles + tile],
          limitOf(data),
        );
      });
      this.mark();
    }

    /** Frame what the chosen cell was computed from. */
    mark() {
      const { cell, result, network } = this;
      if (!cell) return;
      const windows = lenetTrace.trace(result.layers, cell);
      this.maps.forEach((map, layer) =>
        map.mark(windows.filter((window) => window.layer === layer)),
      );
      kernels(network).forEach(({ shape: [bottom, right, inputs, outputs] }, index) => {
        const tiles =
          cell.layer === 2 * index + 1 ? Array.from({ length: inputs }, (_, i) => i) : [];
        const whole = { layer: cell.layer, top: 0, left: 0, bottom, right };
        this.kernels[index].mark(tiles.map((i) => ({ ...whole, map: i * outputs + cell.map })));
      });
      this.details.textContent = lenetTrace.explain(result, network, cell);
    }
  }

  /** @param {LenetNetwork} network */
  function kernels({ conv1, conv2 }) {
    return [conv1.kernel, conv2.kernel];
  }

  /**
   * The absolute value that 98 of 100 do not exceed: a few extremes would turn the rest white.
   * @param {Float32Array} values
   */
  function limitOf(values) {
    const sizes = values.map(Math.abs).sort();
    return sizes[Math.floor(0.98 * (sizes.length - 1))] || 1;
  }

  convgallery.LayerViews = LayerViews;
})();
