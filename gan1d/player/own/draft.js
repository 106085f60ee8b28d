/** A density of one's own while it is made: modes or points. Pure: every change is a new draft. */

/** @import { Draft, Mode, Points } from "../ports.d.ts" */

import { normal } from "../maths/densities.js";

export const MOST_MODES = 12; // that are added here; a mixture from elsewhere may have more
export const POINTS = 64; // of a drawn curve
const LEAST_SHARE = 0.01;

/** @param {number} value */
function short(value) {
  return Number(value.toPrecision(12)); // no 0.30000000000000004 in a link
}

/**
 * Return a value as a whole number of units, in a text as short as the unit's.
 * @param {number} value
 * @param {number} unit
 */
export function rounded(value, unit) {
  return short(Math.round(value / unit) * unit);
}

/**
 * Return the step to which what is dragged is rounded: a power of ten, 500 to 5,000 of them across the range.
 * @param {[number, number]} range
 */
export function unitOf([low, high]) {
  return 10 ** Math.floor(Math.log10((high - low) / 500));
}

/**
 * Return the rows of numbers of "kind:a,b;a,b"; null for any other text.
 * @param {string} data
 * @param {string} kind
 */
function rowsOf(data, kind) {
  const [name, body] = data.split(":");
  if (name !== kind || !body) return null;
  return body.split(";").map((row) => row.split(",").map(Number));
}

/**
 * Return what is edited of the data in force: their modes or points, else two modes; a curve follows what is seen.
 * @param {{settings: {data?: unknown}, x: number[], p_data: number[], x_range: [number, number]}} run
 * @param {Record<string, number[][]>} presets rows of (weight, mean, sd), by name
 * @returns {Draft}
 */
export function begin(run, presets) {
  const data = String(run.settings.data);
  const points = rowsOf(data, "curve");
  const rows = rowsOf(data, "mixture") ?? presets[data];
  const [low, high] = run.x_range;
  const width = high - low;
  const unit = unitOf(run.x_range);
  const two = [1 / 3, 2 / 3].map((part) => [0.5, rounded(low + part * width, unit), rounded(width / 14, unit)]);
  return {
    kind: points ? "curve" : "mixture",
    modes: (rows ?? two).map(([weight, mean, sd]) => ({ weight, mean, sd })),
    points: points ? { x: points.map(([x]) => x), y: points.map(([, y]) => y) } : null,
  };
}

/**
 * Return each mode's share of the whole.
 * @param {Mode[]} modes
 */
export function sharesOf(modes) {
  const total = modes.reduce((sum, { weight }) => sum + weight, 0);
  return modes.map(({ weight }) => weight / total);
}

/**
 * Return the density of a mixture at x, per unit of x.
 * @param {Mode[]} modes
 * @param {number} x
 */
export function densityAt(modes, x) {
  const shares = sharesOf(modes);
  return modes.reduce((sum, { mean, sd }, i) => sum + shares[i] * normal(x, mean, sd), 0);
}

/**
 * Return the height of a mode alone over its mean, per unit of x.
 * @param {Mode[]} modes
 * @param {number} at
 */
export function peakOf(modes, at) {
  const { sd } = modes[at];
  return sharesOf(modes)[at] * normal(0, 0, sd);
}

/**
 * Return the modes with one of them at another share of the whole; the others keep their ratios.
 * @param {Mode[]} modes
 * @param {number} at
 * @param {number} share
 */
export function withShare(modes, at, share) {
  if (modes.length === 1) return modes;
  const shares = sharesOf(modes);
  const next = rounded(Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE), LEAST_SHARE);
  const others = (1 - next) / Math.max(1 - shares[at], 1e-12);
  return modes.map((mode, i) => ({ ...mode, weight: i === at ? next : rounded(shares[i] * others, 1e-4) }));
}

/**
 * Return the modes with one more in the widest gap, as wide and heavy as the others are on average.
 * @param {Mode[]} modes
 * @param {[number, number]} range
 */
export function withOneMore(modes, range) {
  const ends = [range[0], ...modes.map(({ mean }) => mean).sort((a, b) => a - b), range[1]];
  const gaps = ends.slice(1).map((end, i) => end - ends[i]);
  const at = gaps.indexOf(Math.max(...gaps));
  const mean = ends[at] + gaps[at] / 2;
  const unit = unitOf(range);
  const count = modes.length;
  const sd = Math.min(modes.reduce((sum, mode) => sum + mode.sd, 0) / count, gaps[at] / 4);
  const more = [...modes, { weight: 0, mean: rounded(mean, unit), sd: Math.max(rounded(sd, unit), unit) }];
  return withShare(more, count, 1 / (count + 1));
}

/**
 * Return points evenly over a range at the heights of a density.
 * @param {[number, number]} range
 * @param {(x: number) => number} height
 * @returns {Points}
 */
export function evenly([low, high], height) {
  const unit = unitOf([low, high]) / 10;
  const x = Array.from({ length: POINTS }, (_, i) => rounded(low + ((high - low) * i) / (POINTS - 1), unit));
  return { x, y: x.map(height) };
}

/**
 * Return a curve as a density, which is lowered where it would be higher than the picture.
 * @param {Points} points
 * @param {number} top
 * @returns {Points}
 */
export function fitted({ x, y }, top) {
  const area = x.slice(1).reduce((sum, at, i) => sum + ((at - x[i]) * (y[i] + y[i + 1])) / 2, 0);
  const by = Math.min(1 / area, top / Math.max(...y));
  return { x, y: y.map((height) => height * by) };
}

/**
 * Return the height of a curve at x: straight from point to point, 0 outside.
 * @param {Points} points
 * @param {number} at
 */
export function heightAt({ x, y }, at) {
  const i = x.findIndex((one) => one >= at);
  if (i < 0 || at < x[0]) return 0;
  if (i === 0) return y[0];
  return y[i - 1] + ((at - x[i - 1]) / (x[i] - x[i - 1])) * (y[i] - y[i - 1]);
}

/**
 * Return the points with the heights of a stroke from one place to another, and of the point nearest to its end.
 * @param {Points} points
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @returns {Points}
 */
export function stroked({ x, y }, from, to) {
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const far = x.map((one) => Math.abs(one - to.x));
  const nearest = far.indexOf(Math.min(...far));
  const next = y.map((height, i) => {
    if (i === nearest) return to.y;
    if (x[i] < left.x || x[i] > right.x) return height;
    return left.y + ((x[i] - left.x) / (right.x - left.x || 1)) * (right.y - left.y);
  });
  return { x, y: next.map((height) => Math.max(0, height)) };
}

/**
 * Return the draft as data of a run: a mixture as it stands, a curve with heights as parts of its highest.
 * @param {Draft} draft
 */
export function textOf({ kind, modes, points }) {
  if (kind === "mixture") return `mixture:${modes.map(({ weight, mean, sd }) => [weight, mean, sd].join()).join(";")}`;
  const { x, y } = points ?? { x: [], y: [] };
  const top = Math.max(...y);
  return `curve:${x.map((one, i) => `${one},${rounded(y[i] / top, 1e-3)}`).join(";")}`;
}

/**
 * Say whether there is anything to learn.
 * @param {Draft} draft
 */
export function isEmpty({ kind, points }) {
  return kind === "curve" && !points?.y.some((height) => height > 0);
}
