/** When a playing picture is to stop: at the first frame that meets a condition, whatever the speed. */

/** @import { Condition, FrameStore } from "../ports.d.ts" */
/** @import { Run } from "../messages.d.ts" */

export class Stopping {
  /** @type {Condition | null} */
  condition = null;

  /** @param {{readonly run: Run | null, readonly records: FrameStore}} session */
  constructor(session) {
    this.session = session;
  }

  /**
   * Return what the condition looks at in a frame; NaN where there is no such number.
   * @param {number} index
   */
  value(index) {
    const { run, records } = this.session;
    const row = records.get(index);
    if (!run || !row || !this.condition) return Number.NaN;
    return this.condition.field === "step" ? row[0] : row[run.row.field[this.condition.field]];
  }

  /** @param {number} index of a frame */
  holds(index) {
    const { condition } = this;
    if (!condition) return false;
    return condition.sign === "<" ? this.value(index) < condition.limit : this.value(index) >= condition.limit;
  }

  /**
   * Return the first frame after `from`, up to `to`, that meets the condition while the one before it does not; null
   * if there is none. So it stops nobody twice: who plays on from there has it behind him until it has been broken.
   * @param {number} from
   * @param {number} to
   */
  first(from, to) {
    if (!this.condition) return null;
    let before = this.holds(from);
    for (let index = from + 1; index <= to; index += 1) {
      const now = this.holds(index);
      if (now && !before) return index;
      before = now;
    }
    return null;
  }
}

/**
 * Return the text of a condition in a link: a colon stands for its sign.
 * @param {Condition | null} condition
 */
export function linkOf(condition) {
  return condition ? `${condition.name}:${condition.limit}` : "";
}
