/* The image and its four results: canvases with titles, shapes and ranges. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});
  const TALLEST = 22; // rem

  /** @type {[keyof Result, string][]} */
  const PANELS = [
    ["image", "image"],
    ["conv", "convolution"],
    ["activation", "activation"],
    ["avgPool", "average pool"],
    ["maxPool", "max pool"],
  ];

  /**
   * Paint a canvas, one canvas pixel a value.
   * @param {HTMLCanvasElement} canvas
   * @param {ImageData} image
   */
  function put(canvas, image) {
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /**
   * Make one panel.
   * @param {Lab} lab
   * @param {keyof Result} key
   * @param {string} name
   */
  function panel(lab, key, name) {
    const { make, button, format, arrow } = convgallery.dom;
    const canvas = make("canvas", { tabIndex: 0, role: "application" });
    const mark = make("div", { className: "lab-mark", hidden: true });
    const frame = make("div", { className: "lab-frame" }, canvas, mark);
    const title = make("strong", {}, name);
    const shape = make("span");
    const range = make("span");
    const bar = make("canvas", { className: "lab-bar", role: "img", hidden: true });
    const ends = make("div", { className: "lab-ends", hidden: true });
    const save = button("PNG", () => convgallery.share.savePng(canvas, key), {
      "aria-label": `Save ${name} as PNG`,
    });
    const caption = make("figcaption", {}, title, shape, range, save);
    const element = make("figure", { className: "lab-panel" }, frame, bar, ends, caption);

    /** @param {PointerEvent} event */
    function pointed(event) {
      const box = canvas.getBoundingClientRect();
      const row = Math.floor(((event.clientY - box.top) / box.height) * canvas.height);
      const column = Math.floor(((event.clientX - box.left) / box.width) * canvas.width);
      lab.point(key, row, column);
    }
    canvas.addEventListener("pointermove", pointed);
    canvas.addEventListener("pointerdown", pointed);
    canvas.addEventListener("keydown", (event) => {
      const [down, right] = arrow(event);
      if (!down && !right) return;
      event.preventDefault();
      const by = event.shiftKey ? 10 : 1;
      lab.move(key, down * by, right * by);
    });

    /**
     * @param {Plane} plane
     * @param {string} called
     */
    function draw(plane, called) {
      const painted = convgallery.colors.paint(plane);
      put(canvas, painted.image);
      const [rows, columns, channels] = plane.shape;
      frame.style.aspectRatio = `${columns} / ${rows}`;
      frame.style.maxWidth = `${(TALLEST * columns) / rows}rem`;
      title.textContent = called;
      const sizes = channels === 1 ? [rows, columns] : [rows, columns, channels];
      shape.textContent = `(${(key === "image" ? sizes : [1, ...plane.shape]).join(", ")})`;
      const clipped = painted.clipped ? ", clipped" : "";
      range.textContent = `${format(painted.low)} to ${format(painted.high)}${clipped}`;
      canvas.setAttribute(
        "aria-label",
        `${called}, ${rows} rows, ${columns} columns. Arrow keys move the window.`,
      );
      bar.hidden = ends.hidden = !painted.limit;
      if (!painted.limit) return;
      put(bar, convgallery.colors.bar());
      const limit = format(painted.limit);
      bar.setAttribute("aria-label", `Colors from blue, minus ${limit}, to red, ${limit}`);
      ends.replaceChildren(...[`\u2212${limit}`, "0", limit].map((text) => make("span", {}, text)));
    }

    /**
     * Frame some cells; without any, take the frame away.
     * @param {Cells | undefined} cells
     */
    function highlight(cells) {
      mark.hidden = !cells;
      if (!cells) return;
      const { width, height } = canvas;
      const [top, left] = [Math.max(0, cells.top), Math.max(0, cells.left)];
      mark.style.top = `${(100 * top) / height}%`;
      mark.style.left = `${(100 * left) / width}%`;
      mark.style.height = `${(100 * (Math.min(height, cells.bottom) - top)) / height}%`;
      mark.style.width = `${(100 * (Math.min(width, cells.right) - left)) / width}%`;
    }

    return { key, element, frame, caption, canvas, draw, highlight };
  }

  /**
   * Make all panels, and the slider over the image.
   * @param {Lab} lab
   */
  function panels(lab) {
    const { make } = convgallery.dom;
    const all = PANELS.map(([key, name]) => panel(lab, key, name));
    const after = make("canvas", { className: "lab-after", "aria-hidden": "true" });
    const slider = make("input", { type: "range", min: 0, max: 100, value: 0 });
    const reveal = () => {
      after.style.clipPath = `inset(0 ${100 - Number(slider.value)}% 0 0)`;
    };
    slider.addEventListener("input", reveal);
    reveal();
    const [image, conv] = all;
    image.canvas.after(after);
    image.frame.after(
      make(
        "div",
        { className: "lab-slider" },
        convgallery.dom.labeled("Before and after", slider),
        slider,
      ),
    );

    /**
     * @param {Result} result
     * @param {Settings} settings
     */
    function update(result, settings) {
      for (const [index, { key, draw }] of all.entries()) {
        const none = key === "activation" && settings.activation === "linear";
        const called = key === "activation" && !none ? settings.activation : PANELS[index][1];
        draw(result[key], none ? "no activation" : called);
      }
      after.width = conv.canvas.width;
      after.height = conv.canvas.height;
      after.getContext("2d")?.drawImage(conv.canvas, 0, 0);
    }

    /** @param {Partial<Record<keyof Result, Cells>>} marks */
    function highlight(marks) {
      for (const each of all) each.highlight(marks[each.key]);
    }

    const element = make("div", { className: "lab-panels" }, ...all.map((each) => each.element));
    return { element, update, highlight };
  }

  convgallery.panels = { panels };
})();
