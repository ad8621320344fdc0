"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
for (const file of ["settings", "python_script"]) require(`../${file}.js`);
const { pythonScript, settings } = globalThis.convgallery;

const PHOTO = { python: "cg.sample_image().crop((12, 7, 228, 127))" };

/** The part of a script between the kernel and the lines that print. */
function calls(changes) {
  const script = pythonScript({ ...settings.DEFAULTS, ...changes }, PHOTO);
  return script.slice(script.indexOf("\n)\n") + 3, script.indexOf("cg.show_shapes"));
}

test("the kernel keeps its numbers, divisor and offset", () => {
  const kernel = [
    [1, -0.25, 1e-7],
    [0, 2, 3],
  ];
  const script = pythonScript({ ...settings.DEFAULTS, kernel, divisor: 9, offset: -0.5 }, PHOTO);
  assert.ok(
    script.includes(`
photo = cg.sample_image().crop((12, 7, 228, 127))
kernel = cg.kernels.Kernel(
    "from the Kernel Lab",
    [
        [1, -0.25, 1e-7],
        [0, 2, 3],
    ],
    divisor=9,
    offset=-0.5,
)
`),
  );
});

test("every setting is in the call", () => {
  const changes = { strides: 2, dilations: 3, padding: "valid", activation: "tanh", pooling: 4 };
  assert.strictEqual(
    calls(changes),
    `result = cg.convolve(
    photo,
    kernel,
    strides=2,
    dilations=3,
    padding="VALID",
    rgb=False,
    pooling=4,
    activation="tanh",
)
image = result.image
`,
  );
  assert.ok(calls({ color: "rgb" }).includes("rgb=True"));
});

test("in GIMP mode the filter comes first", () => {
  const changes = { mode: "gimp", color: "rgb", border: "wrap", normalize: false, strides: 5 };
  const lines = calls(changes).trim().split("\n");
  assert.deepStrictEqual(lines.slice(1), [
    "image = cg.convolve(photo, [[1]], strides=1, pooling=1, rgb=True).image",
    'filtered = cg.gimp_filter(image, kernel, normalize=False, border="wrap")',
    'result = cg.convolve(filtered, [[1]], strides=1, pooling=3, activation="sigmoid")',
  ]);
});
