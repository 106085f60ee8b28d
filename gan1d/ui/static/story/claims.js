/** Numbers read off the run on the screen, and what is claimed about them: the browser's half of claims.py. */

import { fixed } from "../dom.js";

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
  if (what === "d") return at(row.subarray(shape.d, shape.d + shape.points), run.x, x);
  const [p, q] = [at(run.p_data, run.x, x), at(model, run.x, x)];
  return what === "p_model" ? q : p / (p + q);
}

/** Return a curve's height at x, on a straight line between two points of the grid. */
function at(curve, grid, x) {
  const right = Math.min(Math.max(grid.findIndex((point) => point >= x), 1), grid.length - 1);
  const share = (x - grid[right - 1]) / (grid[right] - grid[right - 1]);
  return curve[right - 1] + share * (curve[right] - curve[right - 1]);
}

/** Return whether the numbers bear every claim out. */
export function bearOut(claims, values) {
  return claims.every(({ left, sign, right, by }) => {
    const ahead = values[left].value - (typeof right === "string" ? values[right].value : right);
    return { ">": ahead > by, "<": -ahead > by, "~": Math.abs(ahead) < by }[sign];
  });
}
