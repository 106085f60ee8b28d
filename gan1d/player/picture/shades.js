/** The shades of the carpet: what D says at a place, or which density is higher, as a pixel. */

/**
 * @import { Row } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { NEGLIGIBLE } from "../maths/densities.js";

const FAINT = 0.24; // opacity of the colour there
const LEVELS = 255; // shades on either side of white
const BEND = 0.5; // brings out what is close to white
const BLUE = [0, 84, 160];
const ORANGE = [214, 88, 0];

/** Pixels from -LEVELS (blue) over white to LEVELS (orange), plain and faint, as the bytes of an image. */
const SHADES = [1, FAINT].map((opacity) =>
  Uint32Array.from({ length: 2 * LEVELS + 1 }, (_, i) => {
    const share = Math.abs(i - LEVELS) / LEVELS;
    const [r, g, b] = (i < LEVELS ? BLUE : ORANGE).map((end) => Math.round(255 + (end - 255) * share ** BEND));
    return new Uint32Array(new Uint8ClampedArray([r, g, b, 255 * opacity]).buffer)[0];
  }),
);

/** All plain shades, from blue (-1) over white (0) to orange (1). */
export const KEY = SHADES[0];

const shadeOf = (/** @type {number} */ value) => LEVELS + Math.round(LEVELS * Math.max(-1, Math.min(1, value)));

/**
 * Return the pixel of a frame at a point of the grid, given by its place there. Orange: D(x) > 1/2, or a critic above
 * its mean; for densities p_data > p_model. Faint: where neither density can be seen.
 * @param {Run} run
 * @param {Row} row
 * @param {boolean} density whether to compare densities
 * @returns {(place: number) => number}
 */
export function shader(run, row, density) {
  const { model, d, field } = run.row;
  const { p_data } = run;
  const least = NEGLIGIBLE * run.y_max;
  const opacity = (/** @type {number} */ i) => (row[model + i] + p_data[i] > least ? 0 : 1);
  if (density) {
    const most = Math.max(...p_data);
    return (i) => SHADES[opacity(i)][shadeOf((p_data[i] - row[model + i]) / most)];
  }
  if (Number.isFinite(row[field.mean_d_real])) return (i) => SHADES[opacity(i)][shadeOf(2 * row[d + i] - 1)];
  const middle = criticMean(run, row);
  return (i) => SHADES[opacity(i)][shadeOf(Math.tanh((row[d + i] - middle) / 2))];
}

/**
 * Return the mean of a critic over (p_data + p_model) / 2: only differences of it say anything.
 * @param {Run} run
 * @param {Row} row
 */
function criticMean(run, row) {
  const { points, model, d } = run.row;
  let [sum, weight] = [0, 0];
  for (let i = 0; i < points; i += 1) {
    const share = row[model + i] + run.p_data[i];
    sum += share * row[d + i];
    weight += share;
  }
  return sum / weight;
}
