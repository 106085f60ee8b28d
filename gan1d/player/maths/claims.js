/** Numbers read off the run on the screen, and what is claimed about them: the browser's half of claims.py. */

import { fixed } from "../base/dom.js";
import { valueAt } from "./pushes.js";

/**
 * @import { FrameStore, Row } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

/**
 * @typedef {{what: string, frame: number, x: number | null, digits: number}} Reading
 * @typedef {{left: string, sign: "<" | ">" | "~", right: string | number, by: number}} Claim
 * @typedef {Record<string, {value: number, text: string}>} Found
 */

/**
 * Return the readings that are wanted, by name; NaN where the frame is not kept.
 * @param {Record<string, Reading>} readings
 * @param {Run} run
 * @param {Pick<FrameStore, "get">} records
 * @param {(name: string, reading: Reading) => boolean} wanted
 */
export function readAll(readings, run, records, wanted) {
  /** @type {Found} */
  const found = {};
  for (const [name, reading] of Object.entries(readings)) {
    if (!wanted(name, reading)) continue;
    const row = records.get(reading.frame);
    const value = row ? read(reading, row, run) : NaN;
    found[name] = { value, text: fixed(value, reading.digits) };
  }
  return found;
}

/**
 * Return the number that a reading takes from a row.
 * @param {Pick<Reading, "what" | "x">} reading
 * @param {Row} row
 * @param {Run} run
 */
export function read({ what, x }, row, run) {
  const layout = run.row;
  if (what in layout.field) return row[layout.field[what]];
  const model = row.subarray(layout.model, layout.model + layout.points);
  if (what === "peak") return model.reduce((most, p) => Math.max(most, p), 0);
  const at = x ?? 0;
  if (what === "d") return valueAt(run.x, row.subarray(layout.d, layout.d + layout.points), at);
  const [p, q] = [valueAt(run.x, run.p_data, at), valueAt(run.x, model, at)];
  return what === "p_model" ? q : p / (p + q);
}

/**
 * Return whether the numbers bear every claim out.
 * @param {Claim[]} claims
 * @param {Found} values
 */
export function bearOut(claims, values) {
  return claims.every(({ left, sign, right, by }) => {
    const ahead = values[left].value - (typeof right === "string" ? values[right].value : right);
    return { ">": ahead > by, "<": -ahead > by, "~": Math.abs(ahead) < by }[sign];
  });
}
