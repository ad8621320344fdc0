/* A pad to write a digit on, with mouse, finger, pen or keyboard. */
(() => {
  "use strict";

  const { arrow, make } = convgallery.dom;
  const { Ink, FIELD, SIZE } = convgallery.digitInk;

  let count = 0;

  class DigitPad {
    /** @param {(digit: Float32Array) => void} changed called with the 28x28 pixels */
    constructor(changed) {
      this.changed = changed;
      this.ink = new Ink();
      /** @type {[number, number]} row and column in the field */
      this.cursor = [6, 14];
      /** @type {[number, number] | undefined} */
      this.last = undefined;
      this.frame = 0;
      const text =
        "Keyboard: arrow keys move the pen, Space draws a dot, Shift + arrow keys draw, Delete clears.";
      const hint = make("p", { className: "lenet-hint", id: `digit-pad-${(count += 1)}` }, text);
      this.canvas = make("canvas", {
        className: "lenet-pad",
        width: SIZE,
        height: SIZE,
        tabIndex: 0,
        role: "application",
        "aria-label": "Drawing pad",
        "aria-describedby": hint.id,
        focus: this.draw.bind(this),
        blur: this.draw.bind(this),
        keydown: this.pressed.bind(this),
        pointerdown: this.started.bind(this),
        pointermove: this.moved.bind(this),
        pointerup: this.lifted.bind(this),
        pointercancel: this.lifted.bind(this),
      });
      this.element = make("div", {}, this.canvas, hint);
      this.draw();
    }

    clear() {
      this.ink.clear();
      this.update();
    }

    /**
     * Show a digit as it is.
     * @param {Float32Array} digit
     */
    show(digit) {
      this.ink.show(digit);
      this.draw();
      this.changed(digit);
    }

    /** @param {PointerEvent} event */
    started(event) {
      if (!event.isPrimary || event.button) return;
      this.canvas.setPointerCapture(event.pointerId);
      this.last = this.place(event);
      this.line(this.last, this.last);
    }

    /** @param {PointerEvent} event */
    moved(event) {
      if (!event.isPrimary || !this.last) return;
      const events = event.getCoalescedEvents();
      for (const each of events.length ? events : [event]) {
        const next = this.place(each);
        this.ink.line(this.last, next);
        this.last = next;
      }
      this.update();
    }

    lifted() {
      this.last = undefined;
    }

    /** @param {KeyboardEvent} event */
    pressed(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const [down, right] = arrow(event);
      if (down || right) {
        const from = this.cursor;
        this.cursor = [inside(from[0] + down), inside(from[1] + right)];
        if (event.shiftKey) this.line(middle(from), middle(this.cursor));
        else this.draw();
      } else if (event.key === " ") {
        this.line(middle(this.cursor), middle(this.cursor));
      } else if (event.key === "Delete" || event.key === "Backspace") {
        this.clear();
      } else {
        return;
      }
      event.preventDefault();
    }

    /**
     * Draw a line, and report the change.
     * @param {[number, number]} from
     * @param {[number, number]} to
     */
    line(from, to) {
      this.ink.line(from, to);
      this.update();
    }

    /**
     * Find the row and the column that a pointer is at.
     * @param {PointerEvent} event
     * @returns {[number, number]}
     */
    place(event) {
      const { left, top, width, height } = this.canvas.getBoundingClientRect();
      return [((event.clientY - top) / height) * FIELD, ((event.clientX - left) / width) * FIELD];
    }

    /** Draw and classify once a frame, however often the pen has moved. */
    update() {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.draw();
        this.changed(this.ink.digit());
      });
    }

    draw() {
      const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
      const pixels = new ImageData(SIZE, SIZE);
      this.ink.data.forEach((value, index) =>
        pixels.data.fill(value * 255, 4 * index, 4 * index + 3),
      );
      for (let alpha = 3; alpha < pixels.data.length; alpha += 4) pixels.data[alpha] = 255;
      context.putImageData(pixels, 0, 0);
      if (document.activeElement !== this.canvas) return;
      const cell = SIZE / FIELD;
      context.strokeStyle = "#ffb000";
      context.strokeRect(this.cursor[1] * cell, this.cursor[0] * cell, cell, cell);
    }
  }

  /** @param {number} at */
  function inside(at) {
    return Math.min(FIELD - 1, Math.max(0, at));
  }

  /**
   * @param {[number, number]} pixel
   * @returns {[number, number]}
   */
  function middle([row, column]) {
    return [row + 0.5, column + 0.5];
  }

  convgallery.DigitPad = DigitPad;
})();
