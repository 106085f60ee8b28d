/** What is turned on the way: which knobs, and how one says it. */

/** @import { Say, Turn } from "../ports.d.ts" */
/** @import { Setting } from "../messages.d.ts" */

/**
 * Return the knobs that differ: name, value before, value after.
 * @param {Record<string, Setting>} before
 * @param {Record<string, Setting>} after
 * @returns {Turn[]}
 */
export function differing(before, after) {
  return Object.entries(after).flatMap(([name, to]) => (to === before[name] ? [] : [[name, before[name], to]]));
}

/**
 * Return in words what became of a knob.
 * @param {Say} say
 * @param {Turn} turn
 */
export function turnText(say, [name, from, to]) {
  const text = (/** @type {Setting} */ value) =>
    say(`${name}.${value}`, {}, typeof value === "number" ? String(Number(value.toPrecision(3))) : String(value));
  return `${say(`knob.${name}`, {}, name)} ${text(from)} → ${text(to)}`;
}
