"use strict";
const assert = require("node:assert");
const { test } = require("node:test");
const fc = require("fast-check");
for (const file of ["numbers", "gimp", "settings", "python_script", "lenet_numbers", "digit_ink"]) {
  require(`../${file}.js`);
}
const { numbers, settings, pythonScript, lenet, digitInk } = globalThis.convgallery;
const { DEFAULTS } = settings;

// CONVGALLERY_FUZZ_CASES is for all tests of the repository; these are quick.
fc.configureGlobal({
  numRuns: Number(process.env.CONVGALLERY_FUZZ_CASES ?? 100),
  ...(process.env.CONVGALLERY_FUZZ_CASES ? {} : { seed: 1 }),
});

/* Texts: anything, and what is nearly right. */
const NUMBER = fc.oneof(
  fc.double().map(String),
  fc.integer({ min: -9, max: 70 }).map(String),
  fc.tuple(fc.double(), fc.double()).map((parts) => parts.join("/")),
  fc.stringMatching(/^ ?[-+−–]?[0-9]{0,3}[.,]?[0-9]{0,3}(e[-+]?[0-9]{1,3})?$/),
);
const NUMBERS = fc
  .tuple(fc.array(fc.oneof({ arbitrary: NUMBER, weight: 9 }, fc.string())), fc.array(fc.nat(60)))
  .map(([items, ends]) => items.map((item, i) => item + (ends.includes(i) ? ";" : ",")).join(""));
const SQUARE = fc.tuple(fc.integer({ min: 0, max: 8 }), NUMBER).map(([side, item]) =>
  Array(side ** 2)
    .fill(item)
    .join(","),
);
const WORD = fc.constantFrom(
  ...["same", "valid", "sigmoid", "relu", "tanh", "linear", "gray", "rgb", "tensorflow"],
  ...["gimp", "true", "false", "", "extend", "WRAP", " black ", "__proto__", "constructor"],
);
const TEXT = fc.oneof(fc.string({ unit: "binary" }), NUMBER, NUMBERS, SQUARE, WORD);
const KEY = fc.oneof(
  { arbitrary: fc.constantFrom(...Object.keys(DEFAULTS)), weight: 9 },
  fc.constantFrom("photo", "__proto__", "constructor", "toString"),
  fc.string(),
);

const CHOICES = {
  padding: ["same", "valid"],
  activation: ["sigmoid", "relu", "tanh", "linear"],
  color: ["gray", "rgb"],
  mode: ["tensorflow", "gimp"],
  normalize: [true, false],
  border: ["extend", "wrap", "black"],
};

/** Settings are of the documented kind, whatever was read. */
function assertSettings(read) {
  assert.deepStrictEqual(Object.keys(read), Object.keys(DEFAULTS));
  for (const [key, allowed] of Object.entries(CHOICES)) assert.ok(allowed.includes(read[key]), key);
  for (const key of ["strides", "dilations", "pooling"]) {
    assert.ok(Number.isInteger(read[key]) && read[key] >= 1 && read[key] <= 64, key);
  }
  const weights = read.kernel.flat();
  assert.ok(read.kernel.length >= 1 && read.kernel.length <= 7);
  assert.ok(read.kernel.every((row) => row.length === read.kernel[0].length));
  assert.ok(read.kernel[0].length >= 1 && read.kernel[0].length <= 7);
  for (const value of [...weights, read.offset, read.divisor]) {
    assert.ok(Math.abs(value) <= 1e6 && !Object.is(value, -0));
  }
  assert.ok(Math.abs(read.divisor) >= 1e-6);
}

const LABELS = { strides: "stride", dilations: "dilation", pooling: "pooling size" };

/** Each message begins with what it is about, and ends. */
function assertMessages(errors) {
  for (const [key, message] of Object.entries(errors)) {
    assert.ok(key in DEFAULTS, key);
    const name = key === "mode" ? "(mode|kernel)" : (LABELS[key] ?? key);
    assert.match(message, new RegExp(`^The (weight of the )?${name} [^]*\\.$`));
    assert.ok(message.length < 300);
  }
}

function assertRead({ settings: read, errors }) {
  assertSettings(read);
  assertMessages(errors);
  const again = settings.fromHash(settings.toHash(read));
  assert.deepStrictEqual(again, { settings: read, errors: {} });
}

test("any text is a number in its range, or gets a message", () => {
  const range = fc.record({ min: fc.constantFrom(-3, 0, 1), max: fc.constantFrom(3, 64, 1e6) });
  fc.assert(
    fc.property(TEXT, range, fc.boolean(), fc.boolean(), (text, limits, integer, nonzero) => {
      const result = settings.parseNumber(text, "weight", { ...limits, integer, nonzero });
      if (typeof result === "string")
        return assertMessages({ kernel: result.replace("weight", "kernel") });
      assert.ok(result >= limits.min && result <= limits.max && !Object.is(result, -0));
      assert.ok(!integer || Number.isInteger(result));
      assert.ok(!nonzero || result !== 0);
    }),
  );
});

test("any address gives settings, and messages for what it has wrong", () => {
  const pairs = fc.array(fc.tuple(KEY, TEXT));
  fc.assert(
    fc.property(pairs, fc.boolean(), fc.string(), (entries, isEncoded, rest) => {
      const encode = isEncoded ? encodeURIComponent : String;
      const parts = entries.map(
        ([key, text]) => `${key}=${isEncoded ? encode(text.toWellFormed()) : text}`,
      );
      assertRead(settings.fromHash(`#${parts.join("&")}${rest}`));
    }),
  );
});

test("any attributes give settings, and messages for what they have wrong", () => {
  fc.assert(
    fc.property(fc.dictionary(KEY, TEXT), (attributes) => {
      const get = (key) => (Object.hasOwn(attributes, key) ? attributes[key] : null);
      assertRead(settings.fromAttributes(get));
    }),
  );
});

/* Right settings, and images that may be too small for them. */
const WEIGHT = fc.oneof(
  fc.integer({ min: -3, max: 9 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const KERNEL = fc
  .tuple(
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 7 }),
    fc.array(WEIGHT, { minLength: 49, maxLength: 49 }),
  )
  .map(([rows, columns, weights]) =>
    Array.from({ length: rows }, (_, i) =>
      weights.slice(i * 7, i * 7 + columns).map((w) => w || 0),
    ),
  );
const COUNT = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 64 }));
const SETTINGS = fc
  .record({
    kernel: KERNEL,
    divisor: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(-1e6, 1e-6, -0.5)),
    offset: fc.constantFrom(0, 0.5, -1, 1e6),
    strides: COUNT,
    dilations: COUNT,
    pooling: COUNT,
    ...Object.fromEntries(
      Object.entries(CHOICES).map(([key, all]) => [key, fc.constantFrom(...all)]),
    ),
  })
  .map((drawn) => {
    const square = drawn.kernel.length === drawn.kernel[0].length;
    const isGimp = square && [3, 5].includes(drawn.kernel.length) && drawn.mode === "gimp";
    const ordered = Object.fromEntries(Object.keys(DEFAULTS).map((key) => [key, drawn[key]]));
    return { ...ordered, mode: isGimp ? "gimp" : "tensorflow" };
  });
const IMAGE = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 3))
  .chain((shape) => {
    const length = shape[0] * shape[1] * shape[2];
    return fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length })
      .map((bytes) => ({ data: Float32Array.from(bytes, (byte) => byte / 255), shape }));
  });

/** The number of windows along an axis, and the padding before it. */
function windows(size, window, stride, padding) {
  if (padding === "valid") return [Math.max(Math.floor((size - window) / stride) + 1, 0), 0];
  const count = Math.ceil(size / stride);
  return [count, Math.floor(Math.max((count - 1) * stride + window - size, 0) / 2)];
}

/** One result of the convolution, by its definition; beyond the border there is nothing. */
function expectedAt(image, weights, { strides, dilations, padding }, row, column, channel) {
  const [height, width, channels] = image.shape;
  const extent = (length) => dilations * (length - 1) + 1;
  const [, top] = windows(height, extent(weights.length), strides, padding);
  const [, left] = windows(width, extent(weights[0].length), strides, padding);
  let [sum, magnitude] = [0, 0];
  weights.forEach((line, u) =>
    line.forEach((weight, v) => {
      const y = row * strides + u * dilations - top;
      const x = column * strides + v * dilations - left;
      if (y < 0 || y >= height || x < 0 || x >= width) return;
      const product = weight * image.data[(y * width + x) * channels + channel];
      sum += product;
      magnitude += Math.abs(product);
    }),
  );
  return [sum, magnitude];
}

test("any settings give the numbers of the definition, or say what does not fit", () => {
  fc.assert(
    fc.property(IMAGE, SETTINGS, (image, drawn) => {
      assertSettings(drawn);
      const isGimp = drawn.mode === "gimp";
      const used = isGimp ? { ...drawn, strides: 1, dilations: 1, padding: "same" } : drawn;
      const { kernel, dilations, strides, padding, pooling } = used;
      const sizes = [kernel.length, kernel[0].length].map(
        (length, i) => windows(image.shape[i], dilations * (length - 1) + 1, strides, padding)[0],
      );
      const fits = padding === "same" || sizes.every((size) => size >= Math.max(pooling, 1));
      let result;
      try {
        result = numbers.convolve(image, drawn);
      } catch (error) {
        assert.ok(error instanceof RangeError && !fits, error);
        assert.ok(["kernel", "pooling"].includes(error.cause));
        return;
      }
      assert.ok(fits);
      assert.deepStrictEqual(result.conv.shape.slice(0, 2), sizes);
      for (const { data, shape } of Object.values(result)) {
        assert.strictEqual(data.length, shape[0] * shape[1] * shape[2]);
        assert.ok(data.every(Number.isFinite));
      }
      if (isGimp) return;
      const divided = kernel.map((row) => row.map((weight) => Math.fround(weight / drawn.divisor)));
      const [, columns, channels] = result.conv.shape;
      result.conv.data.forEach((value, i) => {
        const cell = [Math.floor(i / channels / columns), Math.floor(i / channels) % columns];
        const [sum, magnitude] = expectedAt(result.image, divided, used, ...cell, i % channels);
        const expected = sum + drawn.offset;
        const rounding = 1e-6 * (magnitude + Math.abs(drawn.offset)) + 1e-30;
        assert.ok(Math.abs(value - expected) <= rounding, `${value} is not ${expected}`);
      });
      const pooled = Math.max(...result.maxPool.data);
      if (padding === "same") assert.strictEqual(pooled, Math.max(...result.activation.data));
    }),
  );
});

test("any settings become the same numbers in Python", () => {
  fc.assert(
    fc.property(SETTINGS, (drawn) => {
      const script = pythonScript(drawn, { python: "cg.sample_image()" });
      const [, rows] = script.match(/\[\n([^\]]*(?:\],\n[^\]]*)*) {4}\],\n {4}divisor/);
      const kernel = rows
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line.trim().slice(0, -1)));
      assert.deepStrictEqual(kernel, drawn.kernel);
      for (const key of ["divisor", "offset"]) {
        assert.strictEqual(Number(script.match(`${key}=(.*),\n`)[1]), drawn[key]);
      }
      assert.match(script, new RegExp(`pooling=${drawn.pooling}[,)]`));
      assert.doesNotMatch(script, /undefined|NaN|Infinity|object|true|false/);
    }),
  );
});

/** A small network of given weights, repeated. */
function network(weights) {
  let next = 0;
  const array = (...shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return { shape, data: Float32Array.from({ length }, () => weights[next++ % weights.length]) };
  };
  const layer = (shape) => ({ kernel: array(...shape), bias: array(shape.at(-1)) });
  return {
    conv1: layer([5, 5, 1, 4]),
    conv2: layer([5, 5, 4, 6]),
    dense1: layer([294, 1024]),
    dense2: layer([1024, 10]),
  };
}

test("any digit gets ten probabilities", () => {
  const weight = fc.double({ min: -1, max: 1, noNaN: true });
  const pixel = fc.constantFrom(0, 1, 0.5, 1e-40, -0, 1.0000001);
  fc.assert(
    fc.property(
      fc.array(pixel, { minLength: 784, maxLength: 784 }),
      fc.array(weight, { minLength: 7, maxLength: 97 }),
      (pixels, weights) => {
        const { probabilities } = lenet.forward(Float32Array.from(pixels), network(weights));
        const sum = probabilities.reduce((total, value) => total + value, 0);
        assert.ok(probabilities.every((value) => value >= 0 && value <= 1));
        assert.ok(Math.abs(sum - 1) < 1e-5);
      },
    ),
    { numRuns: 20 }, // each multiplies 300,000 weights
  );
});

test("what is no digit is refused by name", () => {
  const good = network([0.1, -0.2, 0.3]);
  const value = fc.oneof(
    fc.constantFrom(NaN, Infinity, -Infinity, -1e-3, 1.1, 255, "", {}, undefined),
    fc.string(),
  );
  const spoiled = fc
    .tuple(fc.nat(783), value)
    .map(([at, wrong]) => Array(784).fill(0.5).with(at, wrong));
  const wrong = fc.oneof(
    spoiled.filter((pixels) => !pixels.every((p) => p >= 0 && p <= 1 && typeof p === "number")),
    fc.anything(),
  );
  fc.assert(
    fc.property(wrong, (pixels) => {
      assert.throws(() => lenet.forward(pixels, good), {
        name: /^(Type|Range)Error$/,
        message: /^`pixels` must /,
      });
    }),
  );
});

test("any ink becomes a digit", () => {
  const place = fc.tuple(
    fc.double({ noNaN: true, min: -99, max: 99 }),
    fc.integer({ min: -5, max: 40 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place), { maxLength: 4 }), (lines) => {
      const ink = new digitInk.Ink();
      for (const [from, to] of lines) ink.line(from, to);
      const digit = ink.digit();
      assert.strictEqual(digit.length, 784);
      assert.ok(digit.every((value) => value >= 0 && value <= 1 + 1e-6));
      assert.strictEqual(
        digit.some((value) => value > 0),
        ink.data.some((value) => value > 0),
      );
    }),
    { numRuns: 30 },
  );
});
