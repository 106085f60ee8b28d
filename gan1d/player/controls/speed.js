/** How fast the run is shown, as text: in the address, in the boxes. */

import { MAX } from "../run/clock.js";

/** What is offered to choose from. */
export const SPEEDS = [1, 2, 5, 10, 20, 30, 60, 120, 250, 500, 1000, MAX];

/**
 * Return whether a text is a speed as it stands.
 * @param {string} text
 */
export function isSpeed(text) {
  return text === "max" || (Number(text) >= 1 && Number(text) <= 1000);
}

/**
 * Return a speed from text: 1..1000 or "max"; the nearest one, or 60 where there is none.
 * @param {string | number} text
 */
export function parseSpeed(text) {
  if (text === "max" || text === MAX) return MAX;
  const speed = Number(text);
  return Number.isFinite(speed) && speed > 0 ? Math.min(1000, Math.max(1, speed)) : 60;
}

/**
 * Return the text of a speed, as in a link.
 * @param {number} speed
 */
export function speedText(speed) {
  return speed === MAX ? "max" : String(speed);
}
