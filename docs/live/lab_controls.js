/* The settings beside the kernel: numbers, choices and GIMP's mode. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});

  /** @type {[keyof Settings, string][]} */
  const NUMBERS = [
    ["divisor", "Divisor"],
    ["offset", "Offset"],
    ["strides", "Stride"],
    ["dilations", "Dilation"],
    ["pooling", "Pooling size"],
  ];

  /** @type {[keyof Settings, string, Record<string, string>][]} */
  const CHOICES = [
    ["padding", "Padding", { same: "SAME", valid: "VALID" }],
    [
      "activation",
      "Activation",
      { linear: "none", sigmoid: "sigmoid", relu: "relu", tanh: "tanh" },
    ],
    ["color", "Color", { gray: "gray", rgb: "color" }],
    ["mode", "Mode", { tensorflow: "TensorFlow", gimp: "GIMP" }],
    ["border", "Border", { extend: "extend", wrap: "wrap", black: "black" }],
  ];

  // What has no effect is not shown.
  const GIMP_ONLY = ["normalize", "border"];
  const TENSORFLOW_ONLY = ["strides", "dilations", "padding"];

  /**
   * Make the controls.
   * @param {Lab} lab
   */
  function controls(lab) {
    const { make, field, button, showMessage } = convgallery.dom;

    /**
     * Apply what a reader typed, or show what is wrong with it.
     * @param {keyof Settings} name
     * @param {string} text
     */
    function typed(name, text) {
      const known = convgallery.settings.toAttributes(lab.settings);
      const { settings, errors } = convgallery.settings.fromAttributes((key) =>
        key === name ? text : known[/** @type {keyof Settings} */ (key)],
      );
      // The mode is wrong if GIMP cannot divide as it is told.
      showMessage(lab, name, errors[name] ?? errors.mode ?? "");
      if (!Object.keys(errors).length) lab.change({ [name]: settings[name] });
    }

    const numbers = NUMBERS.map(([name, label]) => {
      const input = make("input", {
        inputMode: "text",
        autocomplete: "off",
        input: () => typed(name, input.value),
      });
      return { name, input, element: field(name, label, input) };
    });
    const choices = CHOICES.map(([name, label, options]) => {
      const input = make("select", { change: () => typed(name, input.value) });
      for (const [value, text] of Object.entries(options)) {
        input.append(make("option", { value }, text));
      }
      return { name, input, element: field(name, label, input) };
    });
    const normalize = make("input", {
      type: "checkbox",
      change: () => typed("normalize", String(normalize.checked)),
    });
    const sum = button(
      "Normalize",
      () => {
        const total = lab.settings.kernel.flat().reduce((a, b) => a + b, 0);
        const divisor = Number(Math.abs(total).toPrecision(12));
        if (divisor) lab.change({ divisor });
        else lab.say("The weights add up to 0, so they cannot be divided by their sum.");
      },
      { "data-field": "divide", title: "set the divisor to the absolute sum of the weights" },
    );

    /** @param {Settings} settings */
    function update(settings) {
      for (const { name, input } of numbers) {
        if (convgallery.settings.parseNumber(input.value) === settings[name]) continue;
        input.value = String(settings[name]);
      }
      for (const { name, input } of choices) input.value = String(settings[name]);
      normalize.checked = settings.normalize;
      const gimp = settings.mode === "gimp";
      for (const part of element.querySelectorAll("[data-field]")) {
        const name = /** @type {HTMLElement} */ (part).dataset.field ?? "";
        const fixed = gimp && settings.normalize && ["divisor", "offset", "divide"].includes(name);
        const unused = (gimp ? TENSORFLOW_ONLY : GIMP_ONLY).includes(name);
        /** @type {HTMLElement} */ (part).hidden = unused || fixed;
      }
    }

    const [divisor, offset, ...others] = numbers.map((number) => number.element);
    const element = make(
      "fieldset",
      { className: "lab-settings" },
      make("legend", {}, "Settings"),
      ...[divisor, offset, sum, field("normalize", "Normalize", normalize)],
      ...others,
      ...choices.map((choice) => choice.element),
    );
    return { element, update };
  }

  convgallery.controls = { controls };
})();
