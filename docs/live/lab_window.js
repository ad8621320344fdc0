/* The window that a value was computed from: pixels, weights, products and their sum. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});
  const INTERVAL = 500; // milliseconds from one position to the next
  const STEPS = 24; // positions in a row

  /** @param {number[]} indices */
  const extent = (indices) => {
    const inside = indices.filter((index) => index >= 0);
    return [Math.min(...inside), Math.max(...inside) + 1];
  };

  /**
   * The cells of the activation that a cell of a pool was computed from.
   * @param {Plane} plane
   * @param {Settings} settings
   * @param {number} row
   * @param {number} column
   * @returns {Cells}
   */
  function pooled({ shape }, { pooling, padding, mode }, row, column) {
    const same = mode === "gimp" || padding === "same";
    const [[top, bottom], [left, right]] = [row, column].map((at, side) => {
      const size = shape[side];
      const before = same ? Math.floor((Math.ceil(size / pooling) * pooling - size) / 2) : 0;
      const start = at * pooling - before;
      return [Math.max(0, start), Math.min(size, start + pooling)];
    });
    return { top, bottom, left, right };
  }

  /**
   * @param {string} title
   * @param {number[][]} rows
   */
  function table(title, rows) {
    const { make, format } = convgallery.dom;
    const largest = Math.max(...rows.flat().map(Math.abs)) || 1;
    const lines = rows.map((row) => {
      const cells = row.map((value) => {
        const cell = make("td", {}, format(value, 2));
        cell.style.setProperty("--share", `${Math.round((40 * Math.abs(value)) / largest)}%`);
        cell.className = value < 0 ? "lab-negative" : "lab-positive";
        return cell;
      });
      return make("tr", {}, ...cells);
    });
    return make("table", {}, make("caption", {}, title), make("tbody", {}, ...lines));
  }

  /**
   * Make the part that explains one value.
   * @param {Lab} lab
   */
  function inspector(lab) {
    const { make, button, labeled, format } = convgallery.dom;
    /** @type {{key: keyof Result, row: number, column: number}} */
    let at = { key: "conv", row: 0, column: 0 };
    let timer = 0;
    let channel = 0;
    let shown = false;

    const tables = make("div", { className: "lab-tables" });
    const sentence = make("p", { className: "lab-sentence", "aria-live": "polite" });
    const channels = make("select", {
      change: () => {
        channel = Number(channels.value);
        show();
      },
    });
    for (const [index, name] of ["red", "green", "blue"].entries()) {
      channels.append(make("option", { value: String(index) }, name));
    }
    const channelField = make("div", {}, labeled("Channel", channels), channels);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const play = button("Play", () => {
      if (timer) return stop();
      slide();
      if (calm.matches) return; // one step for each press
      timer = window.setInterval(slide, INTERVAL);
      play.textContent = "Pause";
      sentence.setAttribute("aria-live", "off");
    });
    if (calm.matches) play.textContent = "Next window";

    function stop() {
      clearInterval(timer);
      timer = 0;
      play.textContent = calm.matches ? "Next window" : "Play";
      sentence.setAttribute("aria-live", "polite");
    }

    /** Slide the window along its row, then to the next one. */
    function slide() {
      if (!lab.isConnected) return stop();
      if (at.key === "image") at.key = "conv";
      const [rows, columns] = lab.result?.[at.key].shape ?? [1, 1];
      const step = Math.max(1, Math.round(columns / STEPS));
      const column = shown ? at.column + step : 0;
      const wrapped = column >= columns;
      const row = shown ? at.row + (wrapped ? step : 0) : 0;
      point(at.key, row >= rows ? 0 : row, wrapped ? 0 : column);
    }

    /**
     * Explain one value of a panel.
     * @param {keyof Result} key
     * @param {number} row
     * @param {number} column
     */
    function point(key, row, column) {
      at = { key, row, column };
      shown = true;
      show();
    }

    /**
     * Go on to another value of a panel.
     * @param {keyof Result} key
     * @param {number} down
     * @param {number} right
     */
    function move(key, down, right) {
      stop();
      if (at.key !== key || !shown) return point(key, 0, 0);
      point(key, at.row + down, at.column + right);
    }

    function show() {
      const { result, resultSettings: settings } = lab;
      if (!shown || !result) return;
      const [height, width] = result[at.key].shape;
      at.row = Math.max(0, Math.min(height - 1, at.row));
      at.column = Math.max(0, Math.min(width - 1, at.column));
      channelField.hidden = result.conv.shape[2] === 1;
      const picked = Math.min(channel, result.conv.shape[2] - 1);
      if (at.key === "avgPool" || at.key === "maxPool") showPool(result, settings, picked);
      else showSum(result, settings, picked);
    }

    /**
     * @param {Result} result
     * @param {Settings} settings
     * @param {number} picked
     */
    function showSum(result, settings, picked) {
      const [height, width, depth] = result.conv.shape;
      // A pixel of the image stands for the window around it.
      const scale = at.key === "image" ? result.image.shape : result.conv.shape;
      const row = Math.floor((at.row * height) / scale[0]);
      const column = Math.floor((at.column * width) / scale[1]);
      const view = convgallery.numbers.windowAt(result.image, settings, row, column, picked);
      const [[top, bottom], [left, right]] = [extent(view.rows), extent(view.columns)];
      const cell = { top: row, bottom: row + 1, left: column, right: column + 1 };
      lab.highlight({
        image: { top, bottom, left, right },
        conv: cell,
        activation: cell,
      });
      const what = settings.mode === "gimp" ? "linear light" : "pixels";
      tables.replaceChildren(
        table(what, view.pixels),
        make("span", { className: "lab-sign" }, "\u00d7"),
        table("weights", view.weights),
        make("span", { className: "lab-sign" }, "="),
        table("products", view.products),
      );
      const activated = result.activation.data[(row * width + column) * depth + picked];
      const offset = view.offset ? ` With the offset ${format(view.offset, 4)}:` : "";
      const value = `${format(view.value, 4)}`;
      const encoded = settings.mode === "gimp" ? " As a pixel value:" : "";
      const also =
        settings.activation === "linear"
          ? ""
          : ` After ${settings.activation}: ${format(activated, 4)}.`;
      sentence.textContent =
        `Row ${row + 1}, column ${column + 1}: the products add up to ${format(view.sum, 4)}.` +
        (offset || encoded ? `${offset}${encoded} ${value}.` : "") +
        also;
    }

    /**
     * @param {Result} result
     * @param {Settings} settings
     * @param {number} picked
     */
    function showPool(result, settings, picked) {
      const { row, column, key } = at;
      const { data, shape } = result.activation;
      const cells = pooled(result.activation, settings, row, column);
      /** @type {number[][]} */
      const values = [];
      for (let y = cells.top; y < cells.bottom; y++) {
        const line = [];
        for (let x = cells.left; x < cells.right; x++) {
          line.push(data[(y * shape[1] + x) * shape[2] + picked]);
        }
        values.push(line);
      }
      const cell = { top: row, bottom: row + 1, left: column, right: column + 1 };
      lab.highlight({ activation: cells, avgPool: cell, maxPool: cell });
      // A large window would not fit the page; its first rows and columns do.
      const part = values.slice(0, 7).map((line) => line.slice(0, 7));
      const cut = values.length > 7 || values[0].length > 7 ? ", first 7 × 7 only" : "";
      tables.replaceChildren(table(`values under the window${cut}`, part));
      const pooledValue =
        result[key].data[(row * result[key].shape[1] + column) * shape[2] + picked];
      const name = key === "avgPool" ? "mean" : "maximum";
      sentence.textContent =
        `Row ${row + 1}, column ${column + 1}: the ${name} of ` +
        `${values.length * values[0].length} values is ${format(pooledValue, 4)}.`;
    }

    const element = make(
      "section",
      { className: "lab-window", "aria-label": "How a value is computed" },
      make("div", { className: "lab-row" }, play, channelField),
      tables,
      sentence,
    );
    sentence.textContent =
      "Point at a pixel, or focus a panel and use the arrow keys, to see how its value is computed.";
    return { element, point, move, update: show };
  }

  convgallery.inspector = { inspector };
})();
