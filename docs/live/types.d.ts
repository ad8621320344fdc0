/* Global types: scripts name them without import. To add to the global `convgallery`, declare
   `interface Convgallery { name: ... }` again; TypeScript merges it. */

/** An image, or the result of a step: values row by row, the channels of a pixel side by side. */
interface Plane {
  data: Float32Array;
  /** Rows, columns, channels. */
  shape: [number, number, number];
}

interface Settings {
  /** Rows of weights: 1x1 to 7x7, square or not. */
  kernel: number[][];
  divisor: number;
  offset: number;
  strides: number;
  dilations: number;
  padding: "same" | "valid";
  activation: "sigmoid" | "relu" | "tanh" | "linear";
  /** The pixels of a pooling window, and from one to the next. */
  pooling: number;
  color: "gray" | "rgb";
  /** In "gimp" mode strides and dilations are 1, and pooling pads as "same" does. */
  mode: "tensorflow" | "gimp";
  /** GIMP mode only, as `border`: choose divisor and offset by the sum of the weights. */
  normalize: boolean;
  border: "extend" | "wrap" | "black";
}

interface Result {
  image: Plane;
  conv: Plane;
  activation: Plane;
  avgPool: Plane;
  maxPool: Plane;
}

/** What one cell of `Result.conv` was computed from. */
interface WindowView {
  /** Rows and columns of the image under the kernel; where it is padded, they lie outside. */
  rows: number[];
  columns: number[];
  /** Values under the kernel: pixels, or linear light in GIMP mode. */
  pixels: number[][];
  /** Weights, divided by the divisor. */
  weights: number[][];
  products: number[][];
  /** The sum of the products, what is added to it, and the cell's value. */
  sum: number;
  offset: number;
  value: number;
}

/** A calculation that stops after each row of a result, so that it can be paused. */
type Steps<T> = Generator<undefined, T, void>;

type Numeric = Float32Array | Float64Array;
type WindowSettings = Pick<Settings, "strides" | "dilations" | "padding">;

/** Place windows along one axis: how many, and how many padded cells before the first pixel. */
type PlaceWindows = (
  size: number,
  kernel: number,
  window: WindowSettings,
) => { count: number; before: number };

/** Add a weight times every `strides`th pixel, from index `start` on, to the sums of a row from
 * index `first` to `end`. */
type AddRow = (
  sums: Float64Array,
  first: number,
  end: number,
  weight: number,
  pixels: Numeric,
  start: number,
  channels: number,
  strides: number,
) => void;

/** Means and maxima over windows. */
type Pool = (
  plane: Plane,
  pooling: number,
  padding: Settings["padding"],
) => Steps<Pick<Result, "avgPool" | "maxPool">>;

/** Choose the image that is filtered, and weights and offset as they are applied. */
type Prepare = (
  image: Plane,
  settings: Settings,
) => {
  source: Plane;
  isGimp: boolean;
  window: WindowSettings;
  weights: number[][];
  offset: number;
};

interface Numbers {
  /** Filter an image, apply an activation, and pool the result with two methods. Throws RangeError
   * if a window does not fit, or if GIMP has no kernel of this size; its `cause` is the attribute:
   * kernel, pooling or mode. */
  convolve(image: Plane, settings: Settings): Result;
  /** `convolve` that pauses every `deadline` milliseconds, so that the page stays responsive. It
   * rejects with the signal's reason if that aborts. */
  convolveInSlices(
    image: Plane,
    settings: Settings,
    options?: { deadline?: number; signal?: AbortSignal },
  ): Promise<Result>;
  /** Run a calculation to its end. */
  complete<T>(steps: Steps<T>): T;
  /** Slide a kernel over an image; `finish` turns each sum of products into a value. */
  correlate(
    image: { data: Numeric; shape: Plane["shape"] },
    weights: number[][],
    window: WindowSettings,
    finish: (sum: number) => number,
  ): Steps<Plane>;
  /** Count the windows along one axis. Throws RangeError if "valid" leaves no room for one; its
   * `cause` names the attribute. */
  outputSize(
    size: number,
    kernel: number,
    stride?: number,
    dilation?: number,
    padding?: Settings["padding"],
    cause?: "kernel" | "pooling",
  ): number;
  /** Tell what one cell of `convolve(image, settings).conv` is computed from. */
  windowAt(
    image: Plane,
    settings: Settings,
    row: number,
    column: number,
    channel: number,
  ): WindowView;
  /** The lines that the script of `pythonScript` prints. */
  summary(result: Result, settings: Settings): string[];
  /** Mix red, green and blue; an image that is gray already is returned as it is. */
  toGray(image: Plane): Plane;
  /** An RGB image from the bytes of a canvas: red, green, blue, alpha. */
  planeFromBytes(bytes: Uint8ClampedArray | Uint8Array, width: number, height: number): Plane;
}

interface Gimp {
  /** Filter each channel as GIMP's dialog does, with values rounded to bytes. */
  filter(image: Plane, settings: Settings): Plane;
  filterSteps(image: Plane, settings: Settings): Steps<Plane>;
  /** The weights divided by the divisor, and the offset, that the dialog would use. Throws
   * RangeError unless the kernel is 3x3 or 5x5. */
  normalized(settings: Settings): { weights: number[][]; offset: number };
  /** The pixel that stands for one beyond the border, or -1 for black. */
  borderIndex(index: number, size: number, border: Settings["border"]): number;
  /** Turn a pixel value from 0 to 1 into light. */
  decode(value: number): number;
  /** Turn light into a pixel value from 0 to 1, clipped and rounded to a byte. */
  encode(light: number): number;
}

interface NumberRange {
  min?: number;
  max?: number;
  integer?: boolean;
  nonzero?: boolean;
}

interface Parsed {
  settings: Settings;
  /** A sentence for each attribute that could not be used. */
  errors: Record<string, string>;
}

interface SettingsTools {
  DEFAULTS: Settings;
  /** Read a number, as 0.5, 0,5, -1/9 or 1e-3: the number, or the message why it cannot be used,
   * with the name of its control. */
  parseNumber(text: string, name?: string, range?: NumberRange): number | string;
  /** Read weights row by row. 1, 4, 9, ... 49 numbers with commas between them form a square; any
   * other kernel has a semicolon after each row. Returns the rows or a message. */
  parseKernel(text: string): number[][] | string;
  /** Read settings. One that is missing or cannot be used keeps the value of `base`. */
  fromAttributes(get: (name: string) => string | null, base?: Settings): Parsed;
  /** Write settings so that `fromAttributes` reads them back. */
  toAttributes(settings: Settings): Record<keyof Settings, string>;
  /** Read what `toHash` wrote, with or without #; other keys are left alone. */
  fromHash(hash: string, base?: Settings): Parsed;
  /** Write settings as the part of an address after #. */
  toHash(settings: Settings): string;
  History: new (initial: Settings) => SettingsHistory;
}

/** The states of the settings, for undo and redo. */
interface SettingsHistory {
  readonly current: Settings;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Add a state, unless it equals the current one, and forget what was undone. */
  push(state: Settings): void;
  undo(): Settings;
  redo(): Settings;
}

interface Convgallery {
  numbers: Numbers;
  gimp: Gimp;
  settings: SettingsTools;
  /** Write a script that prints the lines of `numbers.summary`; `python` is the expression of the
   * image. */
  pythonScript(settings: Settings, photo: { python: string }): string;
}

declare var convgallery: Convgallery;

/* The element <kernel-lab> and its parts. */

/** Cells of a plane: rows from top to before bottom, columns from left to before right. */
interface Cells {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

interface Lab extends HTMLElement {
  settings: Settings;
  resultSettings: Settings;
  result: Result | undefined;
  past: SettingsHistory | undefined;
  photo: { name: string; python: string };
  image: Plane | undefined;
  usePhoto(plane: Plane, name: string, python: string): void;
  change(changed: Partial<Settings>, from?: Settings): void;
  travel(way: "undo" | "redo"): void;
  say(text: string): void;
  point(key: keyof Result, row: number, column: number): void;
  move(key: keyof Result, down: number, right: number): void;
  highlight(marks: Partial<Record<keyof Result, Cells>>): void;
}

interface LabPart {
  element: HTMLElement;
  update(settings: Settings): void;
}

interface LabPanels {
  element: HTMLElement;
  update(result: Result, settings: Settings): void;
  highlight(marks: Partial<Record<keyof Result, Cells>>): void;
}

interface LabInspector {
  element: HTMLElement;
  update(): void;
  point(key: keyof Result, row: number, column: number): void;
  move(key: keyof Result, down: number, right: number): void;
}

interface LabParts {
  kernel: LabPart;
  settings: LabPart;
  panels: LabPanels;
  inspector: LabInspector;
  share: LabPart;
}

interface Painted {
  image: ImageData;
  low: number;
  high: number;
  /** The value of the deepest red, if the plane is signed; otherwise 0. */
  limit: number;
  clipped: boolean;
}

interface Convgallery {
  /** Written by docs/_ext/live.py. */
  catalog: { name: string; label: string; kernel: number[][]; divisor: number; offset: number }[];
  diverging: number[][];
  photo: { name: string; python: string; uri: string };
  dom: {
    make<Tag extends keyof HTMLElementTagNameMap>(
      tag: Tag,
      properties?: Record<string, unknown>,
      ...children: (Node | string)[]
    ): HTMLElementTagNameMap[Tag];
    button(
      text: string,
      action: () => void,
      properties?: Record<string, unknown>,
    ): HTMLButtonElement;
    message(name: string): HTMLParagraphElement;
    labeled(text: string, control: HTMLElement): HTMLLabelElement;
    field(name: string, label: string, control: HTMLElement): HTMLDivElement;
    showMessage(root: HTMLElement, name: string, text: string, control?: HTMLElement): void;
    format(value: number, digits?: number): string;
    arrow(event: KeyboardEvent): number[];
  };
  colors: {
    paint(plane: Plane): Painted;
    bar(): ImageData;
    limitOf(values: Float32Array): number;
  };
  photos: {
    controls(lab: Lab): { element: HTMLElement; sample: () => void };
    read(file: File): Promise<Plane>;
  };
  kernels: {
    controls(lab: Lab): LabPart;
    resize(kernel: number[][], size: number): number[][];
    TRANSFORMS: Record<string, (kernel: number[][]) => number[][]>;
  };
  controls: { controls(lab: Lab): LabPart };
  panels: { panels(lab: Lab): LabPanels };
  inspector: { inspector(lab: Lab): LabInspector };
  share: {
    controls(lab: Lab): LabPart;
    savePng(canvas: HTMLCanvasElement, key: keyof Result): void;
  };
}

/* LeNet */

interface LenetArray {
  data: Float32Array;
  shape: number[];
}

interface LenetWeights {
  kernel: LenetArray;
  bias: LenetArray;
}

/** Kernels of shape (rows, columns, in, out) or (in, out), as Keras has them. */
interface LenetNetwork {
  conv1: LenetWeights;
  conv2: LenetWeights;
  dense1: LenetWeights;
  dense2: LenetWeights;
}

interface LenetLayer {
  name: string;
  data: Float32Array;
  /** Rows, columns and maps, or the number of units. */
  shape: number[];
}

interface LenetResult {
  probabilities: Float32Array;
  /** The image first, the logits last. */
  layers: LenetLayer[];
}

/** Weights as the build writes them: float32, or int8 with a float32 scale for each output. */
interface EncodedArray {
  shape: number[];
  base64: string;
  scale?: string;
}

type EncodedLayers = Record<keyof LenetNetwork, { kernel: EncodedArray; bias: EncodedArray }>;

interface LenetCell {
  /** Which of `LenetResult.layers`. */
  layer: number;
  map: number;
  row: number;
  column: number;
}

/** Rows and columns of a layer, their ends excluded; without a map, those of all maps. */
interface LenetWindow {
  layer: number;
  map: number | undefined;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

interface DigitInk {
  data: Float32Array;
  clear(): void;
  line(from: [number, number], to: [number, number]): void;
  show(digit: Float32Array): void;
  digit(): Float32Array;
}

interface DigitPadElement {
  element: HTMLElement;
  clear(): void;
  show(digit: Float32Array): void;
}

interface LenetTiles {
  figure: HTMLElement;
  draw(valueAt: (tile: number, row: number, column: number) => number, limit: number): void;
  mark(windows: LenetWindow[]): void;
}

interface LenetLayerViews {
  element: HTMLElement;
  draw(result: LenetResult, network: LenetNetwork): void;
}

interface Convgallery {
  lenet: {
    forward(pixels: Float32Array, network: LenetNetwork): LenetResult;
    weightedSum(
      input: Plane,
      kernel: LenetArray,
      row: number,
      column: number,
      output: number,
    ): number;
    decodeBytes(base64: string): Uint8Array;
    decodeNetwork(layers: EncodedLayers): LenetNetwork;
  };
  lenetTrace: {
    trace(layers: LenetLayer[], cell: LenetCell): LenetWindow[];
    tiled(shape: number[]): [number, number, number];
    valueAt(layer: LenetLayer, map: number, row: number, column: number): number;
    explain(result: LenetResult, network: LenetNetwork, cell: LenetCell): string;
  };
  TileView: new (
    title: string,
    shape: [number, number, number],
    options: {
      across: number;
      signed?: boolean;
      choose?: (tile: number, row: number, column: number) => void;
      describedBy?: string;
    },
  ) => LenetTiles;
  digitInk: {
    Ink: new () => DigitInk;
    toDigit(ink: Float32Array, width: number): Float32Array;
    FIELD: number;
    SIZE: number;
  };
  LayerViews: new (
    result: LenetResult,
    network: LenetNetwork,
    speak: (text: string) => void,
  ) => LenetLayerViews;
  DigitPad: new (changed: (digit: Float32Array) => void) => DigitPadElement;
  /** Written by the build: the trained network, and what the earlier ones reach. */
  lenetWeights: {
    step: number;
    tests: number;
    snapshots: { step: number; correct: number }[];
    digits: string[];
    /** From the strongest blue over white to the strongest red. */
    colors: number[][];
    layers: EncodedLayers;
  };
  lenetSnapshots?: Record<number, EncodedLayers>;
}
