/* Small helpers that make elements, and messages beside controls. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});
  let count = 0;

  /**
   * Make an element; functions among the properties listen to the event of their name.
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Record<string, unknown>} [properties] properties of the element, or attributes
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (typeof value === "function") {
        element.addEventListener(name, /** @type {EventListener} */ (value));
      } else if (name in element) {
        Reflect.set(element, name, value);
      } else {
        element.setAttribute(name, String(value));
      }
    }
    element.append(...children);
    return element;
  }

  /**
   * Make a button.
   * @param {string} text
   * @param {() => void} action
   * @param {Record<string, unknown>} [properties]
   */
  function button(text, action, properties = {}) {
    return make("button", { type: "button", click: action, ...properties }, text);
  }

  /**
   * Make an empty message, which is read aloud when it gets a text.
   * @param {string} name of the setting that it is about
   */
  function message(name) {
    count += 1;
    return make("p", {
      className: "lab-message",
      role: "alert",
      "data-message": name,
      id: `lab-${count}`,
    });
  }

  /**
   * Make a control's label.
   * @param {string} text
   * @param {HTMLElement} control
   */
  function labeled(text, control) {
    count += 1;
    control.id = `lab-${count}`;
    return make("label", { htmlFor: control.id }, text);
  }

  /**
   * Put a label and a message beside a control.
   * @param {string} name of the setting
   * @param {string} label
   * @param {HTMLElement} control
   */
  function field(name, label, control) {
    control.dataset.name = name;
    return make(
      "div",
      { className: "lab-field", "data-field": name },
      labeled(label, control),
      control,
      message(name),
    );
  }

  /**
   * Show a message at the control of a setting; an empty text takes it away.
   * @param {HTMLElement} root
   * @param {string} name
   * @param {string} text
   * @param {HTMLElement | null} [control] the control, if it is one of many
   */
  function showMessage(root, name, text, control) {
    const slot = root.querySelector(`[data-message="${name}"]`);
    if (!slot) return;
    if (slot.textContent !== text) slot.textContent = text;
    for (const each of control ? [control] : root.querySelectorAll(`[data-name="${name}"]`)) {
      if (!text) {
        each.removeAttribute("aria-invalid");
        each.removeAttribute("aria-describedby");
        continue;
      }
      each.setAttribute("aria-invalid", "true");
      each.setAttribute("aria-describedby", slot.id);
    }
  }

  /**
   * Write a number for a reader, with a real minus sign.
   * @param {number} value
   * @param {number} [digits] significant digits
   */
  function format(value, digits = 3) {
    return String(Number(value.toPrecision(digits))).replace("-", "\u2212");
  }

  /**
   * Which way an arrow key points: rows down and columns to the right.
   * @param {KeyboardEvent} event
   */
  function arrow({ key }) {
    const way = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].indexOf(key);
    return (
      [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
        [0, 0],
      ].at(way) ?? [0, 0]
    );
  }

  convgallery.dom = { make, button, message, labeled, field, showMessage, format, arrow };
})();
