/* <kernel-lab>: a kernel to change, and what it makes of an image. Its attributes are its settings:
   whatever sets them, a reader or a script, the results follow, once for all set together. */
(() => {
  "use strict";

  const { DEFAULTS, fromAttributes, toAttributes, fromHash, toHash, History } =
    convgallery.settings;
  const NAMES = /** @type {(keyof Settings)[]} */ (Object.keys(DEFAULTS));
  const PAUSE = 300; // milliseconds without a change, after which the result is announced

  class KernelLab extends HTMLElement {
    static observedAttributes = NAMES;

    /** @type {Settings} */
    settings = DEFAULTS;
    /** Those of the result, which stays if newer ones cannot be used. */
    resultSettings = DEFAULTS;
    /** @type {Result | undefined} */
    result;
    /** @type {SettingsHistory | undefined} */
    past;
    photo = { name: "", python: "" };
    /** @type {Plane | undefined} */
    #image;
    /** @type {LabParts | undefined} */
    #parts;
    #status = convgallery.dom.make("p", { className: "lab-status", role: "status" });
    #lab = convgallery.dom.make("div", { className: "lab", hidden: true });
    #timer = 0;
    #requested = false;
    #running = new AbortController();

    connectedCallback() {
      if (this.#parts) return;
      const photos = convgallery.photos.controls(this);
      const kernel = convgallery.kernels.controls(this);
      const settings = convgallery.controls.controls(this);
      const panels = convgallery.panels.panels(this);
      const inspector = convgallery.inspector.inspector(this);
      const share = convgallery.share.controls(this);
      this.#parts = { kernel, settings, panels, inspector, share };
      this.setAttribute("role", "group");
      if (!this.hasAttribute("aria-label")) this.setAttribute("aria-label", "Kernel Lab");
      const { make, message } = convgallery.dom;
      // Hidden until the first result is there, so that the page moves only once.
      this.#lab.append(
        kernel.element,
        make(
          "div",
          { className: "lab-results" },
          ...[photos.element, message("window"), panels.element, inspector.element],
        ),
        ...[settings.element, share.element, this.#status],
      );
      this.append(this.#lab);
      if (this.hasAttribute("share")) {
        addEventListener("hashchange", () => this.#readHash());
        this.#readHash();
      }
      if (!this.#image) photos.sample();
      this.#request();
    }

    attributeChangedCallback() {
      this.#request();
    }

    get image() {
      return this.#image;
    }

    /** @param {Plane | undefined} plane */
    set image(plane) {
      this.#image = plane;
      this.#request();
    }

    /**
     * Show a photo.
     * @param {Plane} plane
     * @param {string} name
     * @param {string} python the expression that reads it in Python
     */
    usePhoto(plane, name, python) {
      this.photo = { name, python };
      this.image = plane;
    }

    /**
     * Change some of the settings.
     * @param {Partial<Settings>} changed
     * @param {Settings} [from]
     */
    change(changed, from = this.settings) {
      const before = toAttributes(from);
      const after = toAttributes({ ...from, ...changed });
      for (const name of NAMES) {
        if (after[name] !== before[name] || this.hasAttribute(name)) {
          this.setAttribute(name, after[name]);
        }
      }
    }

    /**
     * Undo or redo.
     * @param {"undo" | "redo"} way
     */
    travel(way) {
      if (this.past) this.change(this.past[way]());
    }

    /**
     * Announce a text, to screen readers as well.
     * @param {string} text
     */
    say(text) {
      this.#status.textContent = text;
    }

    /**
     * @param {keyof Result} key
     * @param {number} row
     * @param {number} column
     */
    point(key, row, column) {
      this.#parts?.inspector.point(key, row, column);
    }

    /**
     * @param {keyof Result} key
     * @param {number} down
     * @param {number} right
     */
    move(key, down, right) {
      this.#parts?.inspector.move(key, down, right);
    }

    /** @param {Partial<Record<keyof Result, Cells>>} marks */
    highlight(marks) {
      this.#parts?.panels.highlight(marks);
    }

    /** Take over the settings of the address; what is not among them stays. */
    #readHash() {
      if (!location.hash.includes("=")) return;
      const now = fromAttributes((name) => this.getAttribute(name)).settings;
      const { settings, errors } = fromHash(location.hash, now);
      this.change(settings, now);
      const messages = Object.values(errors);
      if (messages.length) this.say(`Part of the link could not be used. ${messages.join(" ")}`);
    }

    #request() {
      if (this.#requested || !this.#parts) return;
      this.#requested = true;
      queueMicrotask(() => {
        this.#requested = false;
        this.#update();
      });
    }

    async #update() {
      const parts = this.#parts;
      if (!parts || !this.#image) return;
      this.#running.abort();
      const running = (this.#running = new AbortController());
      const { settings, errors } = fromAttributes((name) => this.getAttribute(name));
      for (const name of NAMES) convgallery.dom.showMessage(this, name, errors[name] ?? "");
      let problem = "";
      if (!this.result || !Object.keys(errors).length) {
        this.settings = settings;
        this.past ??= new History(settings);
        this.past.push(settings);
        for (const part of [parts.kernel, parts.settings, parts.share]) part.update(settings);
        try {
          const { signal } = running;
          const result = await convgallery.numbers.convolveInSlices(this.#image, settings, {
            signal,
          });
          signal.throwIfAborted();
          this.result = result;
          this.resultSettings = settings;
          parts.panels.update(result, settings);
          parts.inspector.update();
        } catch (error) {
          if (running.signal.aborted) return; // newer settings are on their way
          if (!(error instanceof RangeError)) throw error;
          problem = error.message;
        }
        this.#settle();
      }
      convgallery.dom.showMessage(this, "window", problem);
      this.dispatchEvent(new CustomEvent("convgallery:result", { bubbles: true }));
    }

    /** Show the lab, and announce the result once the changes pause: browsers limit address changes. */
    #settle() {
      if (this.#lab.hidden) {
        this.#lab.hidden = false;
        this.replaceChildren(this.#lab);
        this.classList.add("ready");
        return;
      }
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#tell(), PAUSE);
    }

    #tell() {
      if (this.hasAttribute("share")) {
        history.replaceState(null, "", `#${toHash(this.settings)}`);
      }
      if (!this.result) return;
      const { image, conv } = this.result;
      const { low, high } = convgallery.colors.paint(conv);
      const { format } = convgallery.dom;
      this.say(
        `${this.photo.name || "Image"}, ${image.shape[0]} by ${image.shape[1]}; convolution, ` +
          `${conv.shape[0]} by ${conv.shape[1]}, from ${format(low)} to ${format(high)}.`,
      );
    }
  }

  customElements.define("kernel-lab", KernelLab);
})();
