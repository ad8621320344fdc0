/* The same calculation for convgallery in Python. */
(() => {
  "use strict";

  globalThis.convgallery ??= /** @type {any} */ ({});

  /** @type {Record<string, string>} */
  const BOOLS = { true: "True", false: "False" };

  /** @type {Convgallery["pythonScript"]} */
  convgallery.pythonScript = (settings, photo) => {
    const { kernel, divisor, offset, strides, dilations, normalize, border } = settings;
    const rows = kernel.map((row) => `        [${row.join(", ")}],\n`).join("");
    const pooling = `pooling=${settings.pooling}`;
    const activation = `activation="${settings.activation}"`;
    const rgb = `rgb=${BOOLS[String(settings.color === "rgb")]}`;
    const calls =
      settings.mode === "gimp"
        ? `# A 1x1 kernel changes nothing: convolve only converts the colors here, and pools below.
image = cg.convolve(photo, [[1]], strides=1, pooling=1, ${rgb}).image
filtered = cg.gimp_filter(image, kernel, normalize=${BOOLS[String(normalize)]}, border="${border}")
result = cg.convolve(filtered, [[1]], strides=1, ${pooling}, ${activation})`
        : `result = cg.convolve(
    photo,
    kernel,
    strides=${strides},
    dilations=${dilations},
    padding="${settings.padding.toUpperCase()}",
    ${rgb},
    ${pooling},
    ${activation},
)
image = result.image`;
    return `"""Print the numbers that convgallery's Kernel Lab shows."""

import convgallery as cg

photo = ${photo.python}
kernel = cg.kernels.Kernel(
    "from the Kernel Lab",
    [
${rows}    ],
    divisor=${divisor},
    offset=${offset},
)
${calls}
cg.show_shapes(result)
for name in ["image", "conv", "activation", "avg_pool", "max_pool"]:
    array = image if name == "image" else getattr(result, name)
    mean, low, high = array.mean(dtype="float64"), array.min(), array.max()
    print(f"{name}: mean {mean:z.6f}, min {low:z.6f}, max {high:z.6f}")
`;
  };
})();
