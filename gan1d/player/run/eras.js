/** The run from a frame on: a live knob begins another era of it. */

/** @import { Run } from "../messages.d.ts" */

export class Eras {
  /** @type {{from: number, run: Run}[]} */
  list = []; // none before the first run

  /** @param {Run} run that begins */
  begin(run) {
    this.list = [{ from: 0, run }];
  }

  /**
   * A change has taken effect after a frame.
   * @param {number} from
   * @param {Run} run as it is now
   */
  change(from, run) {
    this.list = [...this.list.filter((era) => era.from <= from), { from: from + 1, run }];
  }

  /** The run as it began. */
  get first() {
    return this.list[0]?.run ?? null;
  }

  /**
   * Return the run as it was at a frame.
   * @param {number} index
   */
  at(index) {
    return this.list.findLast((era) => era.from <= index)?.run;
  }

  /**
   * Return the first frame of the settings in force.
   * @param {number | undefined} epoch of theirs
   */
  since(epoch) {
    return this.list.find(({ run }) => run.epoch === epoch)?.from ?? 0;
  }
}
