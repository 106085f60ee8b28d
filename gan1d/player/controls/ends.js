/** How a run stands that goes no further, in words. */

/**
 * @import { Say } from "../ports.d.ts"
 * @import { Run, State } from "../messages.d.ts"
 */

/**
 * Return what the line of words says of it: its text, whether to offer to go on, and what it is about.
 * @param {State} state
 * @param {Run | null} run
 * @param {string} health word of the diagnosis for the last picture
 * @param {Record<string, string>} numbers of that picture
 * @param {Say} say
 * @returns {[text: string, goOn: boolean, kind: string]}
 */
export function endOf(state, run, health, numbers, say) {
  const values = { ...numbers, step: state.step };
  if (state.state !== "ended") {
    const reason = say(`reason.${state.reason}`, values, state.reason);
    return [say("end.diverged", { ...values, reason }), false, "diverged"];
  }
  const word = health === "converged" ? "end.converged" : "end.reached";
  const ends = run?.ends ?? state.step; // before this step, if it was lowered below it
  const over = ends < state.step && word === "end.reached";
  const told = run?.loss.probability ? word : "end.reached.critic";
  const key = state.step < ends ? "end.cut" : over ? "end.over" : told; // a recording may end before its run
  return [say(key, { ...values, ends }), true, over ? "over" : "ended"];
}
