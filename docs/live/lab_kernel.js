/* The kernel as a grid of numbers, its presets, and what turns one kernel into another. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});
  const SIZES = [3, 5, 7];

  /** @type {Record<string, (kernel: number[][]) => number[][]>} */
  const TRANSFORMS = {
    Rotate: (kernel) => transpose([...kernel].reverse()), // a quarter turn, clockwise
    Mirror: (kernel) => kernel.map((row) => [...row].reverse()),
    Flip: (kernel) => [...kernel].reverse(),
    Transpose: transpose,
    Negate: (kernel) => kernel.map((row) => row.map((weight) => 0 - weight)),
    Clear: (kernel) => kernel.map((row) => row.map(() => 0)),
  };

  /** @type {Record<string, string>} */
  const HINTS = {
    Rotate: "rotate by 90 degrees clockwise",
    Mirror: "swap left and right",
    Flip: "swap top and bottom",
    Transpose: "swap rows and columns",
    Negate: "change the sign of every weight",
    Clear: "set all weights to 0",
  };

  /** @param {number[][]} kernel */
  function transpose(kernel) {
    return kernel[0].map((_, column) => kernel.map((row) => row[column]));
  }

  /**
   * Cut a kernel around its center, or surround it with zeros.
   * @param {number[][]} kernel
   * @param {number} size
   */
  function resize(kernel, size) {
    const shift = [kernel.length, kernel[0].length].map((n) => Math.floor((n - size) / 2));
    return Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (_, column) => kernel[row + shift[0]]?.[column + shift[1]] ?? 0),
    );
  }

  /**
   * Make the controls of the kernel.
   * @param {Lab} lab
   */
  function controls(lab) {
    const { make, button, message, field, showMessage } = convgallery.dom;
    const grid = make("div", { className: "lab-grid" });
    /** @type {HTMLInputElement[][]} */
    let cells = [];

    const presets = make("select", {
      change: () => {
        const preset = convgallery.catalog.find(({ name }) => name === presets.value);
        if (!preset) return;
        const { kernel, divisor, offset } = preset;
        lab.change({ kernel, divisor, offset });
      },
    });
    presets.append(make("option", { value: "" }, "custom"));
    for (const { name, label } of convgallery.catalog) {
      presets.append(make("option", { value: name }, label));
    }

    const sizes = make("select", {
      change: () => lab.change({ kernel: resize(lab.settings.kernel, Number(sizes.value)) }),
    });

    /**
     * Apply what a reader typed, or show what is wrong with it.
     * @param {HTMLInputElement} cell
     * @param {number} row
     * @param {number} column
     */
    function typed(cell, row, column) {
      const name = `weight in row ${row + 1}, column ${column + 1}`;
      const weight = convgallery.settings.parseNumber(cell.value, name);
      if (typeof weight === "string") return showMessage(lab, "kernel", weight, cell);
      const kernel = lab.settings.kernel.map((line) => [...line]);
      kernel[row][column] = weight;
      showMessage(lab, "kernel", "");
      lab.change({ kernel });
    }

    /**
     * Move with the arrow keys; with Alt, or by the wheel, change the weight.
     * @param {KeyboardEvent} event
     * @param {number} row
     * @param {number} column
     */
    function pressed(event, row, column) {
      const cell = cells[row][column];
      const [down, right] = convgallery.dom.arrow(event);
      if (!down && !right) return;
      if (event.altKey) {
        event.preventDefault();
        return step(row, column, right - down);
      }
      const all = cell.value.length;
      const [start, end] = [cell.selectionStart ?? 0, cell.selectionEnd ?? all];
      const whole = start === 0 && end === all;
      // Within a number the keys move the caret, as everywhere.
      if (right < 0 && !whole && start > 0) return;
      if (right > 0 && !whole && end < all) return;
      const next = cells[row + down]?.[column + right];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.select();
    }

    /**
     * Change a weight by 1.
     * @param {number} row
     * @param {number} column
     * @param {number} by
     */
    function step(row, column, by) {
      const cell = cells[row][column];
      cell.value = String(Number((lab.settings.kernel[row][column] + by).toPrecision(12)));
      typed(cell, row, column);
      cell.select();
    }

    /**
     * @param {number} row
     * @param {number} column
     */
    function makeCell(row, column) {
      const cell = make("input", {
        inputMode: "text", // a phone's decimal keyboard has no minus sign
        autocomplete: "off",
        "data-name": "kernel",
        "aria-label": `Row ${row + 1}, column ${column + 1}`,
        focus: () => cell.select(),
        input: () => typed(cell, row, column),
        keydown: (/** @type {KeyboardEvent} */ event) => pressed(event, row, column),
      });
      cell.addEventListener(
        "wheel",
        (event) => {
          if (document.activeElement !== cell || !event.deltaY || event.ctrlKey) return;
          event.preventDefault();
          step(row, column, event.deltaY < 0 ? 1 : -1);
        },
        { passive: false },
      );
      return cell;
    }

    /** @param {number[][]} kernel */
    function build(kernel) {
      const [rows, columns] = [kernel.length, kernel[0].length];
      if (cells.length === rows && cells[0].length === columns) return;
      cells = kernel.map((line, row) => line.map((_, column) => makeCell(row, column)));
      grid.style.setProperty("--columns", String(columns));
      grid.replaceChildren(...cells.flat());
      const known = SIZES.includes(rows) && rows === columns;
      const options = SIZES.map((n) => make("option", { value: String(n) }, `${n} × ${n}`));
      if (!known) options.unshift(make("option", { value: "" }, `${rows} × ${columns}`));
      sizes.replaceChildren(...options);
      sizes.value = known ? String(rows) : "";
    }

    /** @param {Settings} settings */
    function update({ kernel, divisor, offset }) {
      build(kernel);
      for (const [row, line] of kernel.entries()) {
        for (const [column, weight] of line.entries()) {
          const cell = cells[row][column];
          // What is being typed, such as "1." or "0,50", stays as it is typed.
          if (convgallery.settings.parseNumber(cell.value) === weight) continue;
          cell.value = String(weight);
          cell.title = cell.value;
        }
      }
      const text = JSON.stringify([kernel, divisor, offset]);
      const preset = convgallery.catalog.find(
        (one) => JSON.stringify([one.kernel, one.divisor, one.offset]) === text,
      );
      // Two names may stand for one kernel.
      const chosen = convgallery.catalog.find(({ name }) => name === presets.value);
      if (!chosen || !preset || chosen.kernel.join() !== preset.kernel.join()) {
        presets.value = preset?.name ?? "";
      }
    }

    const buttons = Object.entries(TRANSFORMS).map(([name, transform]) =>
      button(name, () => lab.change({ kernel: transform(lab.settings.kernel) }), {
        title: HINTS[name],
      }),
    );
    const element = make(
      "fieldset",
      { className: "lab-kernel" },
      make("legend", {}, "Kernel"),
      make(
        "div",
        { className: "lab-row" },
        field("preset", "Preset", presets),
        field("size", "Size", sizes),
      ),
      grid,
      make(
        "p",
        { className: "lab-hint" },
        "Arrow keys move between weights; Alt + up or down, or the mouse wheel, changes a weight.",
      ),
      message("kernel"),
      make("div", { className: "lab-row" }, ...buttons),
    );
    return { element, update };
  }

  convgallery.kernels = { controls, resize, TRANSFORMS };
})();
