/** How far the reader has come in the lesson; it outlives the part, which goes when another part is opened. */

/** @import { Claim, Reading } from "../../maths/claims.js" */

import { loadTable } from "../../base/loader.js";
import { recall, remember } from "../../base/memory.js";

/**
 * A step of the lesson, as gan1d/story/lesson.py has it.
 * @typedef {object} Step
 * @property {string} key
 * @property {string} query
 * @property {number} start
 * @property {number} until
 * @property {number} speed
 * @property {number} answers
 * @property {number} right
 * @property {Record<string, Reading>} readings
 * @property {Claim[]} claims
 * @property {Record<string, {text: string}>} counts numbers over many seeds
 * @property {string} then
 * @property {string[]} tries
 */

/**
 * setting: the scene is being set; ready: the question stands; changed: the run is no longer the one asked about; off:
 * the stage shows something else.
 * @typedef {"intro" | "setting" | "ready" | "playing" | "told" | "changed" | "off"} Phase
 */

/**
 * @typedef {object} Progress
 * @property {number} at which step
 * @property {Phase} phase
 * @property {number | null} choice the answer guessed, from 1
 * @property {Record<string, string>} values numbers of the answer in words; none before it is told
 * @property {Record<string, boolean | null>} right the first guess at each step told; null for none
 */

const STORE = "gan1d-lesson";
/** @type {Step[]} */
export const STEPS = await loadTable("story/lesson/lesson.json");

/** @type {Progress} */
export const progress = { at: 0, phase: "intro", choice: null, values: {}, right: {}, ...restored() };

/**
 * Come to a phase, and remember it.
 * @param {Phase} phase
 */
export function enter(phase) {
  progress.phase = phase;
  remember(STORE, progress);
}

/** @returns {Partial<Progress>} */
function restored() {
  const kept = recall(STORE);
  if (!STEPS[kept?.at]) return {};
  return ["intro", "told"].includes(kept.phase) ? kept : { ...kept, phase: "off" };
}
