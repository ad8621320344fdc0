/* What readers take away: a link, a script, a PNG; and undo and redo. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});

  /**
   * Offer a file.
   * @param {HTMLCanvasElement} canvas
   * @param {keyof Result} key
   */
  function savePng(canvas, key) {
    canvas.toBlob((blob) => {
      if (!blob) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `lab_${key}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }, "image/png");
  }

  /**
   * Make the buttons.
   * @param {Lab} lab
   */
  function controls(lab) {
    const { make, button } = convgallery.dom;
    const text = make("textarea", { readOnly: true, hidden: true, rows: 6 });

    /**
     * Copy to the clipboard, and show what was copied, for browsers that do not let pages copy.
     * @param {string} copied
     * @param {string} name
     */
    async function copy(copied, name) {
      text.value = copied;
      text.hidden = false;
      text.setAttribute("aria-label", name);
      try {
        await navigator.clipboard.writeText(copied);
        lab.say(`${name} copied.`);
      } catch {
        text.focus();
        text.select();
        lab.say(`${name}: select the text below and copy it.`);
      }
    }

    function link() {
      const page = new URL(lab.dataset.page ?? "", location.href);
      page.hash = convgallery.settings.toHash(lab.settings);
      copy(page.href, "Link");
    }

    async function script() {
      await copy(convgallery.pythonScript(lab.settings, lab.photo), "Python script");
      if (!lab.photo.python.includes("lab_image.png")) return;
      savePhoto();
      lab.say(
        "The script reads your image from lab_image.png, which was saved as it is shown here.",
      );
    }

    /** Save the image as it is filtered, in color also where the results are gray. */
    function savePhoto() {
      if (!lab.image) return;
      const canvas = document.createElement("canvas");
      const { image } = convgallery.colors.paint(lab.image);
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext("2d")?.putImageData(image, 0, 0);
      savePng(canvas, "image");
    }

    const undo = button("Undo", () => lab.travel("undo"), { "aria-keyshortcuts": "Control+Z" });
    const redo = button("Redo", () => lab.travel("redo"), {
      "aria-keyshortcuts": "Control+Shift+Z",
    });
    lab.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      lab.travel(event.shiftKey ? "redo" : "undo");
    });

    function update() {
      // Not `disabled`, which would take the focus away.
      undo.setAttribute("aria-disabled", String(!lab.past?.canUndo));
      redo.setAttribute("aria-disabled", String(!lab.past?.canRedo));
    }

    const { page } = lab.dataset;
    const isElsewhere = page && !lab.hasAttribute("share");
    const about = isElsewhere ? [make("a", { href: page }, "About Kernel Lab")] : [];
    const element = make(
      "div",
      { className: "lab-share" },
      make(
        "div",
        { className: "lab-row" },
        undo,
        redo,
        button("Copy link", link),
        button("Copy as Python", script),
        ...about,
      ),
      text,
    );
    return { element, update };
  }

  convgallery.share = { controls, savePng };
})();
