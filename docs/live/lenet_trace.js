/* What a value of LeNet was computed from: the windows in the layers below, and a sentence. */
(() => {
  "use strict";

  const { format } = convgallery.dom;
  const { weightedSum } = convgallery.lenet;
  /** @type {Record<number, keyof LenetNetwork>} Layers that have weights; others are pools. */
  const WEIGHTS = { 1: "conv1", 3: "conv2", 5: "dense1", 6: "dense2" };
  const DENSE = 5; // the first layer that sees all of the one before
  const REACH = 2; // of a kernel with 5 rows and columns, to either side

  /**
   * Find the windows from which a value was computed, layer by layer down to the image, or only in
   * the layer below if that is all of it.
   * @param {LenetLayer[]} layers
   * @param {LenetCell} cell
   * @returns {LenetWindow[]} the cell itself first
   */
  function trace(layers, { layer, map, row, column }) {
    /** @type {LenetWindow} */
    let box = { layer, map, top: row, bottom: row + 1, left: column, right: column + 1 };
    const windows = [box];
    for (let below = layer - 1; below >= 0; below--) {
      const [height, width] = tiled(layers[below].shape);
      if (layer >= DENSE) {
        return [
          box,
          { layer: below, map: undefined, top: 0, bottom: height, left: 0, right: width },
        ];
      }
      const isPool = !(below + 1 in WEIGHTS);
      const [stride, reach] = isPool ? [2, 0] : [1, REACH];
      box = {
        layer: below,
        map: isPool ? box.map : undefined, // a kernel sees all of them
        top: Math.max(0, box.top * stride - reach),
        bottom: Math.min(height, box.bottom * stride + reach),
        left: Math.max(0, box.left * stride - reach),
        right: Math.min(width, box.right * stride + reach),
      };
      windows.push(box);
    }
    return windows;
  }

  /**
   * How a layer is drawn: rows, columns and number of maps. The dense units fill a square.
   * @param {number[]} shape
   * @returns {[number, number, number]}
   */
  function tiled(shape) {
    if (shape.length === 3) return [shape[0], shape[1], shape[2]];
    const side = Math.sqrt(shape[0]);
    return Number.isInteger(side) ? [side, side, 1] : [1, shape[0], 1];
  }

  /**
   * Find a value of a layer.
   * @param {LenetLayer} layer
   * @param {number} map
   * @param {number} row
   * @param {number} column
   */
  function valueAt(layer, map, row, column) {
    const [, columns, maps] = tiled(layer.shape);
    return layer.data[(row * columns + column) * maps + map];
  }

  /**
   * Say how a value was computed.
   * @param {LenetResult} result
   * @param {LenetNetwork} network
   * @param {LenetCell} cell
   */
  function explain({ layers, probabilities }, network, cell) {
    const { layer, map, row, column } = cell;
    const { name, shape } = layers[layer];
    const value = format(valueAt(layers[layer], map, row, column));
    const title = name[0].toUpperCase() + name.slice(1);
    const place = `row ${row}, column ${column}`;
    if (layer === 0) return `${title}, ${place}: ${value}.`;
    const below = layers[layer - 1];
    if (!(layer in WEIGHTS)) {
      const values = [0, 1, 2, 3].map((i) =>
        format(valueAt(below, map, 2 * row + (i >> 1), 2 * column + (i % 2))),
      );
      return `${title}, map ${map}, ${place}: ${value}, the largest of ${values.join(", ")}.`;
    }
    const { kernel, bias } = network[WEIGHTS[layer]];
    const isMap = shape.length === 3;
    const output = isMap ? map : row * tiled(shape)[1] + column;
    const sum = isMap
      ? weightedSum({ data: below.data, shape: tiled(below.shape) }, kernel, row, column, map)
      : below.data.reduce((all, v, i) => all + v * kernel.data[i * shape[0] + output], 0);
    const added = bias.data[output];
    const total = `${format(sum)} ${added < 0 ? "\u2212" : "+"} ${format(Math.abs(added))}`;
    const isLogit = layer === layers.length - 1;
    const unit = isMap ? `map ${map}, ${place}` : `${isLogit ? "digit" : "unit"} ${output}`;
    const parts = [
      `${title}, ${unit}: ${isLogit ? total : `tanh(${total})`} = ${value}.`,
      `The products of the framed inputs and the weights add up to ${format(sum)}; the bias is added.`,
    ];
    if (isLogit)
      parts.push(
        `Softmax turns this logit into the probability ${probabilities[output].toFixed(3)}.`,
      );
    return parts.join(" ");
  }

  convgallery.lenetTrace = { trace, tiled, valueAt, explain };
})();
