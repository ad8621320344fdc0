/* <lenet-live>: write a digit, and see the network of this gallery recognize it. */
(() => {
  "use strict";

  const { lenet, lenetWeights, DigitPad, LayerViews, dom } = convgallery;
  const { make, button } = dom;
  const { digits, snapshots, step: LAST, tests } = lenetWeights;
  const PAUSE = 400; // ms without a change before a result is read aloud
  const FIRST = 3; // the test digit that is there at the start
  const TRAINED = lenet.decodeNetwork(lenetWeights.layers);
  let count = 0;

  class LenetLive extends HTMLElement {
    #network = TRAINED;
    #pad = new DigitPad((digit) => this.#show(digit));
    #bars = digits.map((_, digit) => makeBar(digit));
    #prediction = make("p", { className: "lenet-prediction" });
    #spoken = make("p", { className: "lenet-spoken", role: "status" });
    #accuracy = make("p", { id: `lenet-accuracy-${(count += 1)}` });
    #slider = make("input", {
      type: "range",
      min: "0",
      max: String(snapshots.length - 1),
      value: String(snapshots.length - 1),
      "aria-describedby": this.#accuracy.id,
      input: () => this.#chooseStep(),
    });
    #maps = make("div");
    /** @type {LenetLayerViews | undefined} */
    #layers;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;
    /** What the network sees. @type {Float32Array} */
    pixels = new Float32Array(784);

    /** The weights in use; setting them classifies again. */
    get network() {
      return this.#network;
    }

    set network(network) {
      this.#network = network;
      if (this.#layers) this.#show(this.pixels);
    }

    /**
     * Classify a digit.
     * @param {Float32Array} pixels 28x28 pixels from 0 to 1, row by row
     * @returns {LenetResult}
     */
    classify(pixels) {
      return lenet.forward(pixels, this.network);
    }

    connectedCallback() {
      if (this.#layers) return;
      this.#showExample(FIRST);
      const examples = digits.map((_, digit) =>
        button(String(digit), () => this.#showExample(digit), {
          "aria-label": `Test digit ${digit}`,
        }),
      );
      const bars = this.#bars.map(({ row }) => row);
      this.replaceChildren(
        make(
          "div",
          { className: "lenet-top" },
          make(
            "div",
            { className: "lenet-write" },
            this.#pad.element,
            button("Clear", () => this.#pad.clear()),
            " or a test digit:",
            make("div", { role: "group", "aria-label": "Test digits" }, ...examples),
          ),
          make(
            "div",
            {},
            this.#prediction,
            make(
              "ul",
              { className: "lenet-bars", "aria-label": "Probability of each digit" },
              ...bars,
            ),
          ),
        ),
        make(
          "div",
          { className: "lenet-slider" },
          make("label", {}, "Training step ", this.#slider),
          this.#accuracy,
        ),
        this.#maps,
        this.#spoken,
      );
      this.#showAccuracy();
      clearTimeout(this.#timer); // the reader has done nothing yet
    }

    /** Say how good the network is after the step that the slider is at. */
    #showAccuracy() {
      const { step, correct } = snapshots[Number(this.#slider.value)];
      const steps = `After ${step.toLocaleString("en")} ${step === 1 ? "step" : "steps"}`;
      const percent = ((100 * correct) / tests).toFixed(1);
      const text = `${steps}, ${percent}% of ${tests.toLocaleString("en")} test digits are classified correctly.`;
      this.#accuracy.textContent = text;
      this.#slider.setAttribute("aria-valuetext", steps);
    }

    /** Take the weights of the step that the slider is at. */
    async #chooseStep() {
      const at = this.#slider.value;
      try {
        const network = await networkAfter(snapshots[Number(at)].step);
        if (this.#slider.value !== at) return; // the slider has moved on
        this.network = network;
        this.#showAccuracy();
        this.#speak(`${this.#accuracy.textContent} ${this.#prediction.textContent}`);
      } catch (error) {
        this.#accuracy.textContent = /** @type {Error} */ (error).message;
      }
    }

    /** @param {number} digit */
    #showExample(digit) {
      this.#pad.show(Float32Array.from(lenet.decodeBytes(digits[digit]), (value) => value / 255));
    }

    /**
     * Classify a digit, and show all results.
     * @param {Float32Array} pixels
     */
    #show(pixels) {
      this.pixels = pixels;
      const result = this.classify(pixels);
      const { probabilities } = result;
      const blank = pixels.every((value) => value === 0);
      const best = probabilities.indexOf(Math.max(...probabilities));
      this.#bars.forEach(({ row, bar, number }, digit) => {
        row.classList.toggle("lenet-best", digit === best && !blank);
        bar.style.width = `${blank ? 0 : 100 * probabilities[digit]}%`;
        number.textContent = blank ? "" : probabilities[digit].toFixed(3);
      });
      const text = blank
        ? "Write a digit from 0 to 9."
        : `Predicted digit: ${best}, with probability ${probabilities[best].toFixed(3)}.`;
      this.#prediction.textContent = text;
      this.#speak(text);
      if (!this.#layers) {
        this.#layers = new LayerViews(result, this.network, this.#speak.bind(this));
        this.#maps.append(this.#layers.element);
      }
      this.#layers.draw(result, this.network);
    }

    /**
     * Let a text be read aloud, once the pen rests.
     * @param {string} text
     */
    #speak(text) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#spoken.textContent = text;
      }, PAUSE);
    }
  }

  /** @param {number} digit */
  function makeBar(digit) {
    const bar = make("span", { className: "lenet-bar" });
    const number = make("span", { className: "lenet-number" });
    const track = make("span", { className: "lenet-track" }, bar);
    return { row: make("li", {}, make("span", {}, String(digit)), track, number), bar, number };
  }

  /**
   * Load the weights after a step, once.
   * @param {number} step
   */
  async function networkAfter(step) {
    if (step === LAST) return TRAINED;
    const main = document.querySelector('script[src*="lenet_weights.js"]');
    const { src } = /** @type {HTMLScriptElement} */ (main);
    const address = src.replace("lenet_weights.js", `lenet_weights_${step}.js`);
    const loaded = (convgallery.lenetSnapshots ??= {});
    await new Promise((resolve, reject) => {
      if (loaded[step]) return resolve(undefined);
      const error = () => reject(new Error(`${address} could not be loaded.`));
      document.head.append(make("script", { src: address, load: resolve, error }));
    });
    return lenet.decodeNetwork(loaded[step]);
  }

  // A task of its own, after that which decoded the weights, so that the page stays responsive.
  setTimeout(() => customElements.define("lenet-live", LenetLive));
})();
