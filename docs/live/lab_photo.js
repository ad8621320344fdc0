/* Photos: from a file, a drop or the clipboard, upright and small; none of them leaves the page. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});
  const LONGEST = 480; // pixels of the longer side
  const HEAVIEST = 100e6; // bytes

  /**
   * Read the pixels of something that a canvas can draw.
   * @param {CanvasImageSource} source
   * @param {number} width
   * @param {number} height
   * @returns {Plane}
   */
  function pixelsOf(source, width, height) {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("This browser cannot draw images.");
    context.imageSmoothingQuality = "high";
    context.fillStyle = "white"; // below what is transparent
    context.fillRect(0, 0, width, height);
    context.drawImage(source, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return convgallery.numbers.planeFromBytes(data, width, height);
  }

  /**
   * Read a photo that a reader brought.
   * @param {File} file
   * @returns {Promise<Plane>}
   */
  async function read(file) {
    const name = file.name || "The image";
    if (file.size > HEAVIEST) {
      throw new Error(`${name} has ${Math.round(file.size / 1e6)} MB; at most 100 MB are allowed.`);
    }
    /** @type {ImageBitmap} */
    let bitmap;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      throw new Error(
        `${name} could not be read as an image. It must be a JPEG, PNG, WebP or GIF file, and it may be damaged or too large.`,
      );
    }
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const size = [bitmap.width, bitmap.height].map((n) => Math.max(1, Math.round(n * scale)));
    const plane = pixelsOf(bitmap, size[0], size[1]);
    bitmap.close();
    return plane;
  }

  /** Read the photo that comes with the gallery. */
  async function bundled() {
    const image = new Image();
    image.src = convgallery.photo.uri;
    await image.decode();
    return pixelsOf(image, image.naturalWidth, image.naturalHeight);
  }

  /**
   * The first image among files of a drop or the clipboard, or any file.
   * @param {DataTransfer | null} transfer
   */
  function fileOf(transfer) {
    const files = [...(transfer?.files ?? [])];
    return files.find((file) => file.type.startsWith("image/")) ?? files[0];
  }

  /**
   * Make the controls that bring photos.
   * @param {Lab} lab
   */
  function controls(lab) {
    const { make, button, message, showMessage } = convgallery.dom;
    let asked = 0;

    /**
     * Show the photo, unless another one was asked for while it was read.
     * @param {Promise<Plane>} reading
     * @param {string} name
     * @param {string} python
     */
    async function use(reading, name, python) {
      asked += 1;
      const mine = asked;
      try {
        const plane = await reading;
        if (mine !== asked) return;
        lab.usePhoto(plane, name, python);
        showMessage(lab, "photo", "");
      } catch (error) {
        showMessage(lab, "photo", error instanceof Error ? error.message : String(error));
      }
    }

    /** @param {File | undefined} file */
    function bring(file) {
      if (file) use(read(file), file.name || "Your image", 'cg.load_image("lab_image.png")');
    }

    function sample() {
      const { name, python } = convgallery.photo;
      return use(bundled(), name, python);
    }

    const picker = make("input", {
      type: "file",
      accept: "image/*",
      hidden: true,
      change: () => {
        bring(picker.files?.[0]);
        picker.value = ""; // so that the same file can be chosen again
      },
    });
    lab.addEventListener("dragover", (event) => event.preventDefault());
    lab.addEventListener("drop", (event) => {
      event.preventDefault();
      bring(fileOf(event.dataTransfer));
    });
    document.addEventListener("paste", (event) => {
      const file = fileOf(event.clipboardData);
      if (!file || !lab.isConnected) return;
      event.preventDefault();
      bring(file);
    });
    const element = make(
      "div",
      { className: "lab-photo" },
      button("Choose a photo", () => picker.click(), { "data-name": "photo" }),
      picker,
      button("Sample photo", sample),
      make(
        "span",
        { className: "lab-hint" },
        "or drop or paste one here. It never leaves this page.",
      ),
      message("photo"),
    );
    return { element, sample };
  }

  convgallery.photos = { controls, read };
})();
