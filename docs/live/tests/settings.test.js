"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
for (const file of ["gimp", "settings"]) require(`../${file}.js`);
const { DEFAULTS, History, ...settings } = globalThis.convgallery.settings;

const ALL = {
  kernel: [
    [0.5, -1e-7, 3],
    [1 / 3, 0, -2],
  ],
  divisor: -2.5,
  offset: 0.25,
  strides: 4,
  dilations: 3,
  padding: "valid",
  activation: "tanh",
  pooling: 5,
  color: "rgb",
  mode: "tensorflow",
  normalize: false,
  border: "wrap",
};

/** Read an object's attributes. */
function read(attributes, base) {
  return settings.fromAttributes((name) => attributes[name] ?? null, base);
}

test("numbers have a decimal point or comma, may be fractions, and any minus", () => {
  const numbers = {
    0.5: 0.5,
    "0,5": 0.5,
    " -3 ": -3,
    "+7": 7,
    ".5": 0.5,
    "5.": 5,
    "−2": -2,
    "1e-3": 0.001,
    "2E2": 200,
    "-1/9": -1 / 9,
    "1,5 / 0.5": 3,
    "-0": 0,
    1000000: 1e6,
  };
  for (const [text, value] of Object.entries(numbers)) {
    assert.strictEqual(settings.parseNumber(text), value, text);
  }
});

test("what is no number gets a message", () => {
  const texts = ["x", "1 2", "1,000.5", "--1", "1/0", "0/0", "1/2/3", "1/-2", ".", "e5", "1e"];
  for (const text of [...texts, "NaN", "Infinity", "0x10", "1e7", "-1000001", "1e999"]) {
    assert.strictEqual(
      settings.parseNumber(text),
      `The number must be a number from -1,000,000 to 1,000,000, not “${text}”.`,
    );
  }
  assert.strictEqual(
    settings.parseNumber(" ", "offset"),
    "The offset is empty; it must be a number from -1,000,000 to 1,000,000.",
  );
  assert.match(settings.parseNumber("9".repeat(1000)), /not “9{39}…”\.$/);
});

test("numbers have their range", () => {
  const range = { min: 1, max: 9, integer: true };
  assert.strictEqual(settings.parseNumber("9", "stride", range), 9);
  for (const text of ["0", "10", "1.5"]) {
    assert.strictEqual(
      settings.parseNumber(text, "stride", range),
      `The stride must be a whole number from 1 to 9, not “${text}”.`,
    );
  }
  for (const text of ["0", "-0", "1e-7"]) {
    assert.match(settings.parseNumber(text, "divisor", { nonzero: true }), / other than 0, not /);
  }
});

test("a kernel is a square, or has a semicolon after each row", () => {
  const kernels = {
    3: [[3]],
    "1,-2, 0.5,4": [
      [1, -2],
      [0.5, 4],
    ],
    "1,2,3,4;": [[1, 2, 3, 4]],
    "1;2; ": [[1], [2]],
    "1,2;3,4": [
      [1, 2],
      [3, 4],
    ],
  };
  for (const [text, rows] of Object.entries(kernels)) {
    assert.deepStrictEqual(settings.parseKernel(text), rows, text);
  }
  const seven = settings.parseKernel(Array.from({ length: 49 }, (_, i) => i).join(","));
  assert.deepStrictEqual([seven.length, seven[0][6], seven[6][0]], [7, 6, 42]);
});

test("other kernels get a message", () => {
  const many = (count) => Array(count).fill("1").join(",");
  for (const text of ["1,2", "1,2,3", many(6), many(64), `${many(8)};`, "1,2;3", "1;".repeat(8)]) {
    assert.match(settings.parseKernel(text), /^The kernel must be a square of 1, 4, 9, .* not “1/);
  }
  assert.match(settings.parseKernel("1,2,x,4"), /^The weight of the kernel must .* not “x”\.$/);
  assert.match(settings.parseKernel("1,2,,4"), /^The weight of the kernel is empty/);
  assert.match(settings.parseKernel(""), /^The weight of the kernel is empty/);
});

test("what is not given is as in the base", () => {
  assert.deepStrictEqual(read({}), { settings: DEFAULTS, errors: {} });
  assert.deepStrictEqual(read({ strides: "2" }, ALL).settings, { ...ALL, strides: 2 });
  read({}).settings.kernel[0][0] = 99;
  assert.strictEqual(DEFAULTS.kernel[0][0], 0);
});

test("attributes and links keep every setting", () => {
  for (const each of [DEFAULTS, ALL, { ...DEFAULTS, kernel: [[1, 2, 3, 4]], normalize: false }]) {
    const attributes = settings.toAttributes(each);
    assert.deepStrictEqual(read(attributes, ALL), { settings: each, errors: {} });
    const hash = settings.toHash(each);
    assert.match(hash, /^[\w.,;=&-]+$/);
    for (const link of [hash, `#${hash}`, `#${encodeURI(hash)}&photo=cat`]) {
      assert.deepStrictEqual(settings.fromHash(link, ALL), { settings: each, errors: {} });
    }
  }
  assert.strictEqual(settings.toAttributes(DEFAULTS).kernel, "0,-1,0,-1,5,-1,0,-1,0");
});

test("normalize is like HTML's boolean attributes", () => {
  const normalize = (text) => read({ normalize: text }, ALL).settings.normalize;
  assert.deepStrictEqual(["", "true", "TRUE", "false"].map(normalize), [true, true, true, false]);
});

test("each setting that cannot be used gets a message, and the others are set", () => {
  const { settings: result, errors } = read({
    ...{ kernel: "1,2", divisor: "0", offset: "a", strides: "0", dilations: "1.5" },
    ...{ padding: "full", activation: "", pooling: "65", color: "red", mode: "photoshop" },
    ...{ normalize: "maybe", border: "WRAP" },
  });
  assert.deepStrictEqual(result, { ...DEFAULTS, border: "wrap" });
  assert.deepStrictEqual(Object.keys(errors), Object.keys(DEFAULTS).slice(0, -1));
  assert.strictEqual(
    errors.activation,
    "The activation must be “sigmoid”, “relu”, “tanh” or “linear”, not “”.",
  );
  assert.strictEqual(errors.padding, "The padding must be “same” or “valid”, not “full”.");
  assert.strictEqual(errors.strides, "The stride must be a whole number from 1 to 64, not “0”.");
});

test("GIMP's mode needs one of its kernels", () => {
  assert.strictEqual(read({ mode: "gimp" }).settings.mode, "gimp");
  const { settings: result, errors } = read({ mode: "gimp", kernel: "1,2,3,4" });
  assert.strictEqual(result.mode, "tensorflow");
  assert.deepStrictEqual(errors, {
    mode: "The kernel is 2x2; GIMP's filter allows only 3x3 and 5x5.",
  });
});

test("a malformed link gives messages and never throws", () => {
  for (const hash of ["", "#", "#a-section", "#=&&=", "#%E0%A4%A", "#&kernel", "#kernel=%00"]) {
    const { settings: result, errors } = settings.fromHash(hash);
    assert.deepStrictEqual(result, DEFAULTS);
    assert.deepStrictEqual(Object.keys(errors), hash.includes("kernel") ? ["kernel"] : []);
  }
});

test("undo and redo go through the states", () => {
  const state = (strides) => ({ ...DEFAULTS, strides });
  const history = new History(state(1));
  assert.deepStrictEqual([history.canUndo, history.canRedo], [false, false]);
  assert.deepStrictEqual(history.undo(), state(1));
  history.push(state(2));
  history.push(state(2));
  history.push(state(3));
  assert.deepStrictEqual(history.undo(), state(2));
  assert.deepStrictEqual(history.undo(), state(1));
  assert.deepStrictEqual(history.redo(), state(2));
  assert.deepStrictEqual([history.canUndo, history.canRedo], [true, true]);
  history.push(state(4)); // forgets 3
  assert.deepStrictEqual(history.redo(), state(4));
  history.current.kernel[0][0] = 99;
  assert.deepStrictEqual(history.current, state(4));
});

test("the history keeps 200 states", () => {
  const history = new History(DEFAULTS);
  for (let offset = 1; offset <= 300; offset++) history.push({ ...DEFAULTS, offset });
  let undone = 0;
  while (history.canUndo) {
    history.undo();
    undone++;
  }
  assert.deepStrictEqual([undone, history.current.offset], [199, 101]);
});
