/** What a map shows, as pure functions: colours, places, texts. */

/**
 * @import { Cell, CellMap, Setting } from "../../messages.d.ts"
 * @import { Changes } from "../../ports.d.ts"
 */

/** @typedef {"jsd64" | "d_half_max" | "converged" | "health"} Shown */
/** @typedef {{low: number, high: number, log: boolean, ticks: number[], brightHigh: boolean}} Scale */

/** @type {Shown[]} */
export const SHOWN = ["jsd64", "d_half_max", "converged", "health"];

/** @type {Record<Exclude<Shown, "health">, Scale>} */
export const SCALES = {
  jsd64: { low: 0.001, high: 0.7, log: true, ticks: [0.001, 0.01, 0.1, 0.69], brightHigh: false },
  d_half_max: { low: 0.001, high: 0.5, log: true, ticks: [0.001, 0.01, 0.1, 0.5], brightHigh: false },
  converged: { low: 0, high: 1, log: false, ticks: [0, 0.25, 0.5, 0.75, 1], brightHigh: true },
};

// viridis, from dark to bright: readers who see no red or no green tell it apart, too
const STOPS = ["440154", "472d7b", "3b528b", "2c728e", "21918c", "28ae80", "5ec962", "addc30", "fde725"];

/**
 * Of each word of the diagnosis its colour, of Okabe and Ito's, and a sign; in the order of a legend.
 * @type {Record<string, [colour: string, sign: string]>}
 */
export const WORDS = {
  converged: ["#009e73", "✓"],
  learning: ["#56b4e9", "→"],
  starting: ["#d0d0d0", "·"],
  collapsed: ["#e69f00", "▲"],
  vanishing: ["#f0e442", "0"],
  cycling: ["#cc79a7", "↻"],
  "weak-d": ["#0072b2", "½"],
  "strong-d": ["#d55e00", "D"],
  diverged: ["#000000", "×"],
};
export const NONE = "#9aa0a6"; // there is no such number
const FREE = new Set(["seed", "steps", "engine"]); // knobs that make no other recipe

/**
 * Return where a value lies between the ends of a scale, from 0 to 1.
 * @param {number} value
 * @param {Scale} scale
 */
export function shareOf(value, { low, high, log }) {
  const at = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, at));
}

/**
 * Return a colour of a scale.
 * @param {number} share from 0, its low end, to 1
 * @param {boolean} brightHigh whether the high end is the bright one
 */
export function colourAt(share, brightHigh) {
  const at = (brightHigh ? share : 1 - share) * (STOPS.length - 1);
  const from = Math.min(Math.floor(at), STOPS.length - 2);
  const [a, b] = [STOPS[from], STOPS[from + 1]].map(channels);
  const mixed = a.map((channel, i) => Math.round(channel + (at - from) * (b[i] - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** @param {string} hex without its "#" */
function channels(hex) {
  return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/**
 * Return black or white, whichever is read better on a ground: by the contrast of WCAG at least 4.5 to 1.
 * @param {string} colour
 */
export function inkOn(colour) {
  const [r, g, b] = channels(colour.slice(1)).map((channel) => (channel / 255) ** 2.2);
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return (light + 0.05) ** 2 > 0.05 * 1.05 ? "#000000" : "#ffffff";
}

/**
 * Return the colour of a cell and what stands in it.
 * @param {Cell} cell
 * @param {Shown} show
 * @returns {[colour: string, text: string]}
 */
export function seen(cell, show) {
  if (show === "health") return WORDS[cell.health] ?? [NONE, "?"];
  const { brightHigh } = SCALES[show];
  if (show === "converged") return [colourAt(cell.converged / cell.runs, brightHigh), `${cell.converged}/${cell.runs}`];
  const [median] = cell[show];
  return median === null ? [NONE, "–"] : [colourAt(shareOf(median, SCALES[show]), brightHigh), brief(median)];
}

/**
 * Return a number from 0 to 1 in as few signs as tell it: .0071, .031, .31.
 * @param {number} value
 */
export function brief(value) {
  return value.toFixed(value < 0.0095 ? 4 : value < 0.0995 ? 3 : 2).replace(/^0/, "");
}

/**
 * Return the value of a knob for an axis.
 * @param {Setting} value
 */
export function tick(value) {
  if (typeof value !== "number") return String(value ?? "–");
  if (value === 0 || Number.isInteger(value)) return String(value).replace("-", "−");
  if (Math.abs(value) >= 0.001) return String(Number(value.toPrecision(2))).replace("-", "−");
  return value.toExponential(1).replace(".0", "").replaceAll("-", "−");
}

/**
 * Return where a value lies on an axis: 0 at the middle of the first cell, 1 at that of the second; null where it lies
 * beyond the cells, or is none of some words.
 * @param {Setting[]} values
 * @param {Setting} value
 */
export function placeOn(values, value) {
  const exact = values.indexOf(value);
  if (exact >= 0) return exact;
  const numbers = values.filter((one) => typeof one === "number");
  if (typeof value !== "number" || numbers.length < 2 || numbers.length < values.length) return null;
  let right = numbers.findIndex((one) => one > value);
  if (right < 0) right = numbers.length - 1;
  const left = Math.max(0, right - 1);
  const place = left + between(value, numbers[left], numbers[Math.max(1, right)]);
  return place >= -0.5 && place <= numbers.length - 0.5 ? place : null;
}

/**
 * Return how far a value is on the way from one to another: by equal factors where both are more than 0.
 * @param {number} value
 * @param {number} from
 * @param {number} to
 */
function between(value, from, to) {
  if (from > 0 && to > 0) return value > 0 ? Math.log(value / from) / Math.log(to / from) : -Infinity;
  return (value - from) / (to - from);
}

/**
 * Return where the knobs of a run lie on a map, from 0 at its left and lower ends to 1; null where they lie beyond it.
 * @param {Pick<CellMap, "x" | "y">} map
 * @param {Changes} settings
 */
export function crossOn({ x, y }, settings) {
  const [i, j] = [x, y].map((axis) => placeOn(axis.values, settings[axis.name]));
  return i === null || j === null ? null : { x: (i + 0.5) / x.values.length, y: (j + 0.5) / y.values.length };
}

/**
 * Return the knobs in which a run is of another recipe than a map, but for those of its axes.
 * @param {Pick<CellMap, "x" | "y" | "base">} map
 * @param {Changes} settings
 */
export function differing({ x, y, base }, settings) {
  const axes = new Set([x.name, y.name]);
  return Object.keys(base).filter((name) => !FREE.has(name) && !axes.has(name) && base[name] !== settings[name]);
}

/**
 * Return the knobs of the run that stands for a cell.
 * @param {Pick<CellMap, "x" | "y" | "base" | "cells">} map
 * @param {number} i along the map
 * @param {number} j up the map
 * @returns {Changes | null} null where there is no run yet
 */
export function runOf({ x, y, base, cells }, i, j) {
  const cell = cells[j * x.values.length + i];
  return cell && { ...base, [x.name]: x.values[i], [y.name]: y.values[j], seed: cell.seed };
}

/**
 * Return the query of a run.
 * @param {Changes} settings
 */
export function queryOf(settings) {
  const texts = Object.entries(settings).map(([name, value]) => [name, String(value ?? "none")]);
  return `?${new URLSearchParams(texts)}`;
}

/**
 * Return how often each word stands in the cells, in the order of a legend.
 * @param {(Cell | null)[]} cells
 * @returns {[word: string, count: number][]}
 */
export function countWords(cells) {
  const count = (/** @type {string} */ word) => cells.filter((cell) => cell?.health === word).length;
  return Object.keys(WORDS).flatMap((word) => (count(word) ? [[word, count(word)]] : []));
}
