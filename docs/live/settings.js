/* The lab's settings: read from attributes, links and inputs, and written to them. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});

  const LIMIT = 1e6;
  const LARGEST = 7; // rows or columns of a kernel
  const HISTORY_LENGTH = 200;

  // A decimal number, or one divided by another.
  const UNSIGNED = String.raw`(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?`;
  const NUMBER = new RegExp(`^[+-]?${UNSIGNED}( */ *${UNSIGNED})?$`, "i");

  /** @type {Settings} */
  const DEFAULTS = {
    kernel: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
    divisor: 1,
    offset: 0,
    strides: 1,
    dilations: 1,
    padding: "same",
    activation: "sigmoid",
    pooling: 3,
    color: "gray",
    mode: "tensorflow",
    normalize: true,
    border: "extend",
  };
  const KEYS = /** @type {(keyof Settings)[]} */ (Object.keys(DEFAULTS));

  const COUNT = { min: 1, max: 64, integer: true };

  /** What messages call the number, and what is allowed.
   * @type {Record<string, [name: string, range?: NumberRange]>}
   */
  const NUMBERS = {
    divisor: ["divisor", { nonzero: true }],
    offset: ["offset"],
    strides: ["stride", COUNT],
    dilations: ["dilation", COUNT],
    pooling: ["pooling size", COUNT],
  };

  /** @type {Record<string, string[]>} */
  const CHOICES = {
    padding: ["same", "valid"],
    activation: ["sigmoid", "relu", "tanh", "linear"],
    color: ["gray", "rgb"],
    mode: ["tensorflow", "gimp"],
    normalize: ["true", "false"],
    border: ["extend", "wrap", "black"],
  };

  /** @type {(text: string) => string} */
  const quote = (text) => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;

  /** @type {SettingsTools["parseNumber"]} */
  function parseNumber(text, name = "number", range = {}) {
    const { min = -LIMIT, max = LIMIT, integer, nonzero } = range;
    const plain = text.trim().replace(/^[−–]/, "-").replaceAll(",", ".");
    const [above, below = 1] = NUMBER.test(plain) ? plain.split("/").map(Number) : [NaN];
    const value = above / below;
    if (
      value >= min &&
      value <= max &&
      (!integer || Number.isInteger(value)) &&
      (!nonzero || Math.abs(value) >= 1 / LIMIT)
    ) {
      return value || 0; // never -0
    }
    const kind = integer ? "whole number" : "number";
    // Not by toLocaleString, whose first call takes as long as all else while the page loads.
    const limits = [min, max].map((n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",")).join(" to ");
    const allowed = `must be a ${kind} from ${limits}${nonzero ? " other than 0" : ""}`;
    return plain
      ? `The ${name} ${allowed}, not ${quote(text)}.`
      : `The ${name} is empty; it ${allowed}.`;
  }

  /** @type {SettingsTools["parseKernel"]} */
  function parseKernel(text) {
    let rows = text
      .replace(/;\s*$/, "")
      .split(";")
      .map((row) => row.split(","));
    let [{ length }] = rows;
    if (!text.includes(";")) {
      const [all] = rows;
      length = Math.sqrt(all.length);
      rows = Array.from({ length }, (_, i) => all.slice(i * length, (i + 1) * length));
    }
    if (rows.length > LARGEST || length > LARGEST || rows.some((row) => row.length !== length)) {
      return (
        `The kernel must be a square of 1, 4, 9, 16, 25, 36 or 49 weights, or up to ${LARGEST} rows of ` +
        `up to ${LARGEST} weights with a semicolon after each row, not ${quote(text)}.`
      );
    }
    const kernel = rows.map((row) => row.map((item) => parseNumber(item, "weight of the kernel")));
    const message = kernel.flat().find((weight) => typeof weight === "string");
    return /** @type {number[][] | string} */ (message ?? kernel);
  }

  /** @type {SettingsTools["fromAttributes"]} */
  function fromAttributes(get, base = DEFAULTS) {
    const settings = structuredClone(base);
    /** @type {Record<string, string>} */
    const errors = {};
    for (const key of KEYS) {
      const text = get(key);
      if (text === null) continue;
      /** @type {unknown} */
      let value;
      const allowed = CHOICES[key];
      if (allowed) {
        // HTML's boolean attributes are true without a value.
        const word = text.trim().toLowerCase() || "true";
        value = key === "normalize" ? word === "true" : word;
        if (!allowed.includes(word)) {
          const words = allowed
            .map(quote)
            .join(", ")
            .replace(/, (?=[^,]*$)/, " or ");
          errors[key] = `The ${key} must be ${words}, not ${quote(text)}.`;
        }
      } else {
        value = key === "kernel" ? parseKernel(text) : parseNumber(text, ...NUMBERS[key]);
        if (typeof value === "string") errors[key] = value;
      }
      if (!errors[key]) Object.assign(settings, { [key]: value });
    }
    if (settings.mode === "gimp") {
      try {
        convgallery.gimp.normalized(settings);
      } catch (error) {
        settings.mode = "tensorflow";
        errors.mode = /** @type {RangeError} */ (error).message;
      }
    }
    return { settings, errors };
  }

  /** @type {SettingsTools["toAttributes"]} */
  function toAttributes(settings) {
    const rows = settings.kernel.map((row) => row.join(","));
    const isSquare = settings.kernel[0].length === rows.length;
    return {
      .../** @type {any} */ (Object.fromEntries(KEYS.map((key) => [key, `${settings[key]}`]))),
      kernel: isSquare ? rows.join(",") : `${rows.join(";")};`,
    };
  }

  /** @type {SettingsTools["toHash"]} */
  const toHash = (settings) =>
    Object.entries(toAttributes(settings))
      .map((entry) => entry.join("="))
      .join("&");

  /** @type {SettingsTools["fromHash"]} */
  function fromHash(hash, base) {
    const parameters = new URLSearchParams(hash.replace("#", ""));
    return fromAttributes((key) => parameters.get(key), base);
  }

  class History {
    /** @param {Settings} initial */
    constructor(initial) {
      this.states = [structuredClone(initial)];
      this.index = 0;
    }

    get current() {
      return structuredClone(this.states[this.index]);
    }

    get canUndo() {
      return this.index > 0;
    }

    get canRedo() {
      return this.index < this.states.length - 1;
    }

    /** @param {Settings} state */
    push(state) {
      if (toHash(state) === toHash(this.current)) return;
      this.states.splice(this.index + 1, Infinity, structuredClone(state));
      this.states = this.states.slice(-HISTORY_LENGTH);
      this.index = this.states.length - 1;
    }

    undo() {
      if (this.canUndo) this.index--;
      return this.current;
    }

    redo() {
      if (this.canRedo) this.index++;
      return this.current;
    }
  }

  convgallery.settings = {
    DEFAULTS,
    parseNumber,
    parseKernel,
    fromAttributes,
    toAttributes,
    fromHash,
    toHash,
    History,
  };
})();
