/** Where in Algorithm 1 a picture stands, and which line comes next. */

/**
 * @import { FrameStore } from "../ports.d.ts"
 * @import { Net } from "../messages.d.ts"
 */

/** @typedef {{half: number, updates: number}} Place */

const OF_D = ["noise-d", "data", "update-d"];
const OF_G = ["noise-g", "update-g"];

/**
 * The lines that change a network, and the half step that does it.
 * @type {Record<string, Net>}
 */
export const UPDATES = { "update-d": "d", "update-g": "g" };

/**
 * Return what led to a frame: {half, updates}; half is 0 after a whole step, 1 after an update of D, 2 after one of G;
 * updates counts D's half steps since the last step of G.
 * @param {Pick<FrameStore, "get">} records
 * @param {number} index of the frame
 * @returns {Place}
 */
export function placeOf(records, index) {
  const half = records.get(index)?.[1] ?? 0;
  let before = half === 1 ? index : index - 1;
  let updates = 0;
  while (half && records.get(before)?.[1] === 1) {
    updates += 1;
    before -= 1;
  }
  return { half, updates };
}

/**
 * Return the line that made the picture: "all" for a whole step, "" before the first.
 * @param {Place} place
 * @param {number} step
 */
export function lineOf({ half }, step) {
  if (half) return half === 1 ? "update-d" : "update-g";
  return step ? "all" : "";
}

/**
 * Return the line that comes next.
 * @param {Place} place
 * @param {string|null} line a sampling line that is being shown, if one is
 * @param {number} k updates of D in a step
 */
export function nextOf(place, line, k) {
  const lines = place.half === 1 && place.updates >= k ? OF_G : OF_D;
  return lines[line === null ? 0 : lines.indexOf(line) + 1];
}
