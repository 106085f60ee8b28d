/** Numbers read off the run on the screen, and what is claimed about them: the browser's half of claims.py. */

import { fixed } from "../base/dom.js";
import { valueAt } from "./pushes.js";

/**
 * Return the readings of a step that are wanted, by name, as {value, text}; NaN where the frame is not kept.
 * @param {{readings: Object<string, {what: string, frame: number, x: number|null, digits: number}>}} step
 * @param {Object} session
 * @param {(name: string, reading: Object) => boolean} wanted
 */
export function readAll({ readings }, session, wanted) {
  const found = {};
  for (const [name, reading] of Object.entries(readings)) {
    if (!wanted(name, reading)) continue;
    const row = session.records.get(reading.frame);
    const value = row ? read(reading, row, session) : NaN;
    found[name] = { value, text: fixed(value, reading.digits) };
  }
  return found;
}

function read({ what, x }, row, { run, shape }) {
  if (what in shape.field) return row[shape.field[what]];
  const model = row.subarray(shape.model, shape.model + shape.points);
  if (what === "peak") return model.reduce((most, p) => Math.max(most, p), 0);
  if (what === "d") return valueAt(run.x, row.subarray(shape.d, shape.d + shape.points), x);
  const [p, q] = [valueAt(run.x, run.p_data, x), valueAt(run.x, model, x)];
  return what === "p_model" ? q : p / (p + q);
}

/** Return whether the numbers bear every claim out. */
export function bearOut(claims, values) {
  return claims.every(({ left, sign, right, by }) => {
    const ahead = values[left].value - (typeof right === "string" ? values[right].value : right);
    return { ">": ahead > by, "<": -ahead > by, "~": Math.abs(ahead) < by }[sign];
  });
}
