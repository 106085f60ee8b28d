/** What G's loss asks of a sample, and what D's curve promises it. Pure: no document, no state. */

const TINY = 1e-7; // a probability in float32 is no closer to 0 or 1

/** @import { Run } from "../messages.d.ts" */

/** @typedef {{d: number[], mass: number[]}} OnData raw outputs on data and their shares, which sum to 1 */

/**
 * Return 1 / (1 + e^-t).
 * @param {number} t
 */
export function sigmoid(t) {
  return 1 / (1 + Math.exp(-t));
}

/** @param {number} p */
function logit(p) {
  const inside = Math.min(1 - TINY, Math.max(TINY, p));
  return Math.log(inside / (1 - inside));
}

/**
 * The factor before d'(x) in -dL_G/dx of each loss, of D's raw output d at the sample.
 * @type {Record<string, (d: number, real: OnData) => number>}
 */
export const FACTORS = {
  minimax: (d) => sigmoid(d),
  "non-saturating": (d) => sigmoid(-d),
  "least-squares": (d) => 2 * (1 - d),
  hinge: () => 1,
  wgan: () => 1,
  "wgan-gp": () => 1,
  relativistic: (d, real) => real.d.reduce((sum, of, i) => sum + real.mass[i] * sigmoid(of - d), 0),
};

/** Losses whose raw output is the logit of D(x). */
export const LOGISTIC = ["minimax", "non-saturating"];

/**
 * Return -dL_G/dx at one sample: where the loss of G wants it, and how much; per unit of x.
 * @param {string} loss name of the loss
 * @param {number} d D's raw output at the sample
 * @param {number} slope d'(x) there, per unit of x
 * @param {OnData} [real] only a relativistic loss looks at it
 */
export function push(loss, d, slope, real = { d: [], mass: [] }) {
  return FACTORS[loss](d, real) * slope;
}

/**
 * Return the value of a curve on an even grid at x, by straight lines; NaN off the grid.
 * @param {ArrayLike<number>} xs
 * @param {ArrayLike<number>} values
 * @param {number} x
 */
export function valueAt(xs, values, x) {
  const place = (x - xs[0]) / (xs[1] - xs[0]);
  const i = Math.min(xs.length - 2, Math.floor(place));
  if (!(place >= 0 && place <= xs.length - 1)) return NaN;
  return values[i] + (place - i) * (values[i + 1] - values[i]);
}

/**
 * Return what a relativistic push needs to know of the data: d there, on the scale of the raw outputs.
 * Its D is shown as sigmoid(d - c); c is what the samples' raw outputs differ by.
 * @param {Run} run the run the frame was trained with
 * @param {ArrayLike<number>} shown D on the grid run.x, as the frame shows it
 * @param {ArrayLike<number>} ticks the samples
 * @param {ArrayLike<number>} raw D's raw outputs at them
 * @returns {OnData}
 */
export function onData(run, shown, ticks, raw) {
  const bent = run.loss.has_value; // a probability behind a sigmoid
  const curve = Array.from(shown, bent ? logit : Number);
  const gaps = Array.from(ticks, (x, i) => raw[i] - valueAt(run.x, curve, x)).filter(Number.isFinite);
  const shift = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
  const most = Math.max(...run.p_data);
  /** @type {OnData} */
  const real = { d: [], mass: [] };
  let total = 0;
  run.p_data.forEach((density, i) => {
    if (density < 1e-5 * most) return;
    real.d.push(curve[i] + shift);
    real.mass.push(density);
    total += density;
  });
  return { d: real.d, mass: real.mass.map((share) => share / total) };
}

/**
 * Return where, going uphill from x, D first is `rise` higher: {to}; or {top, end}, the best there is
 * until D "falls" below where it began or the screen ends at its "edge"; end is "off" for an x off the grid.
 * @param {number[]} xs the even grid
 * @param {ArrayLike<number>} values D on it; straight lines between, and from the sample itself
 * @param {number} x the sample
 * @param {number} here D at the sample
 * @param {number} slope its sign says which way is uphill
 * @param {number} rise
 * @returns {{to?: number, top?: number, end?: "falls" | "edge" | "off"}}
 */
export function climb(xs, values, x, here, slope, rise) {
  const way = Math.sign(slope);
  const goal = here + rise;
  const place = (x - xs[0]) / (xs[1] - xs[0]);
  let [x0, d0, top] = [x, here, here];
  let i = way > 0 ? Math.floor(place) + 1 : Math.ceil(place) - 1;
  if (!(place >= 0 && place <= xs.length - 1)) return { top, end: "off" };
  if (!way) return { top, end: "falls" };
  for (; i >= 0 && i < xs.length; i += way) {
    const [x1, d1] = [xs[i], values[i]];
    if (d1 >= goal) return { to: x0 + ((goal - d0) / (d1 - d0)) * (x1 - x0) };
    if (d1 < here) return { top, end: "falls" };
    top = Math.max(top, d1);
    [x0, d0] = [x1, d1];
  }
  return { top, end: "edge" };
}

/** @param {number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/**
 * Return the mean absolute size of numbers.
 * @param {number[]} numbers
 */
export function meanSize(numbers) {
  return mean(numbers.map(Math.abs));
}

/**
 * Compare what was asked with what was done.
 * @param {number[]} asked pushes
 * @param {number[]} moved moves, in units of x
 * @returns {{scale: number, same: number, correlation: number}} scale makes the asked as long as the
 *   moved on average; same counts the equal signs; Pearson's correlation is NaN where one is constant
 */
export function compare(asked, moved) {
  const [a, m] = [mean(asked), mean(moved)];
  let [am, aa, mm] = [0, 0, 0];
  asked.forEach((one, i) => {
    am += (one - a) * (moved[i] - m);
    aa += (one - a) ** 2;
    mm += (moved[i] - m) ** 2;
  });
  return {
    scale: meanSize(moved) / meanSize(asked),
    same: asked.filter((one, i) => one * moved[i] > 0).length,
    correlation: am / Math.sqrt(aa * mm),
  };
}

/**
 * Return the factor between push and arrow, a round number that stays as long as it does.
 * @param {number} longest the longest push
 * @param {number} room length of the axis, same units as the arrows
 * @param {number} [before] the factor in force
 */
export function scaleFor(longest, room, before = NaN) {
  const share = (before * longest) / room;
  if (share > 0.05 && share < 0.3) return before;
  const wanted = (0.2 * room) / Math.max(longest, 1e-9);
  const unit = 10 ** Math.floor(Math.log10(wanted));
  const round = unit * ([5, 2].find((n) => n * unit <= wanted) ?? 1);
  return Math.min(1000, round);
}
