/* Turn results into colors, as the figures of this gallery do. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});
  const PERCENTILE = 0.98; // of the absolute values: a few extremes would turn the rest white
  /** @type {Uint8ClampedArray | undefined} */
  let map;

  /** The 256 colors of the diverging map, from its every fifth one. */
  function diverging() {
    if (map) return map;
    const fifths = convgallery.diverging;
    map = new Uint8ClampedArray(256 * 3);
    for (let index = 0; index < 256; index += 1) {
      const from = fifths[Math.floor(index / 5)];
      const to = fifths[Math.ceil(index / 5)];
      const part = (index % 5) / 5;
      for (let c = 0; c < 3; c += 1) map[3 * index + c] = from[c] + part * (to[c] - from[c]);
    }
    return map;
  }

  /**
   * The absolute value that 98 of 100 values do not exceed.
   * @param {Float32Array} values
   */
  function limitOf(values) {
    const sizes = values.map(Math.abs).sort();
    const at = PERCENTILE * (sizes.length - 1);
    const low = sizes[Math.floor(at)];
    return low + (at % 1) * (sizes[Math.ceil(at)] - low) || 1;
  }

  /**
   * Color a result: gray and color clipped to 0 to 1, a signed gray one around white.
   * @param {Plane} plane
   */
  function paint(plane) {
    const { data } = plane;
    const [rows, columns, channels] = plane.shape;
    let [low, high] = [Infinity, -Infinity];
    for (const value of data) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const limit = channels === 1 && low < 0 ? limitOf(data) : 0;
    const colors = diverging();
    const image = new ImageData(columns, rows);
    const pixels = image.data;
    for (let at = 0, cell = 0; at < pixels.length; at += 4, cell += channels) {
      if (limit) {
        const share = (data[cell] + limit) / (2 * limit);
        const color = 3 * Math.max(0, Math.min(255, Math.floor(share * 256)));
        pixels[at] = colors[color];
        pixels[at + 1] = colors[color + 1];
        pixels[at + 2] = colors[color + 2];
      } else {
        const other = channels > 1 ? 1 : 0;
        pixels[at] = data[cell] * 255; // rounded and clipped by the array
        pixels[at + 1] = data[cell + other] * 255;
        pixels[at + 2] = data[cell + 2 * other] * 255;
      }
      pixels[at + 3] = 255;
    }
    return { image, low, high, limit, clipped: !limit && (low < 0 || high > 1) };
  }

  /** A row of all colors of the diverging map. */
  function bar() {
    const image = new ImageData(256, 1);
    const colors = diverging();
    for (let index = 0; index < 256; index += 1) {
      for (let c = 0; c < 3; c += 1) image.data[4 * index + c] = colors[3 * index + c];
      image.data[4 * index + 3] = 255;
    }
    return image;
  }

  convgallery.colors = { paint, bar, limitOf };
})();
