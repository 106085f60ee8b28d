/** The branches of a run: turned at an earlier frame it goes another way from there, and what it left is a ghost. */

/**
 * @import { Branch, Row, Turning } from "../ports.d.ts"
 */

const MOST = 8; // branches kept

export class Branches {
  /** @type {Branch[]} */
  list = []; // oldest first; empty as long as the run has gone one way only
  /** @type {Branch | null} */
  current = null; // on the screen
  /** @type {Branch | null} */
  going = null; // asked for, to come
  /** @type {{branch: Branch, since: number, rows: Map<number, Row>} | null} */
  ghost = null; // the one left last, and the last frame it shares with the one on the screen

  /** Another run has begun. */
  clear() {
    Object.assign(this, { list: [], current: null, going: null, ghost: null });
  }

  /**
   * The run on the screen is turned at a frame it has left behind.
   * @param {number} from the frame
   * @param {Map<number, Row>} rows what it has shown
   * @param {string} file of it, as it was
   * @param {Turning} turned
   */
  fork(from, rows, file, turned) {
    const left = this.current ?? this.add({ parent: null, from: 0, file, turned: null });
    left.file = file;
    this.ghost = { branch: left, since: from, rows };
    this.current = this.add({ parent: left, from, file: "", turned });
  }

  /**
   * The branch that was asked for has come.
   * @param {Map<number, Row>} rows what the run that was on the screen has shown
   * @param {string} file of it, as it was
   */
  arrive(rows, file) {
    const { current: left, going } = this;
    this.going = null;
    if (!left || !going) return;
    left.file = file;
    this.ghost = { branch: left, since: lastShared(left, going), rows };
    this.current = going;
  }

  /**
   * Return the ghost's row at a frame, if it had come that far and has gone its own way there.
   * @param {number} index
   */
  row(index) {
    const { ghost } = this;
    return ghost && index > ghost.since ? ghost.rows.get(index) : undefined;
  }

  /**
   * Return at most about `most` evenly spread rows of the ghost, from the frame on at which it was left.
   * @param {number} most
   */
  sample(most) {
    if (!this.ghost) return [];
    const { rows, since } = this.ghost;
    const own = [...rows.keys()].filter((index) => index >= since).sort((a, b) => a - b);
    const stride = Math.max(1, Math.ceil(own.length / most));
    return own.filter((_, i) => i % stride === 0 || i === own.length - 1).flatMap((index) => rows.get(index) ?? []);
  }

  /** @param {Branch} branch */
  add(branch) {
    this.list.push(branch);
    const kept = [this.current, this.ghost?.branch, branch];
    if (this.list.length > MOST) {
      const oldest = this.list.findIndex((other) => !kept.includes(other));
      this.list.splice(oldest, 1);
    }
    return branch;
  }
}

/**
 * Return the last frame that two branches share.
 * @param {Branch} a
 * @param {Branch} b
 */
export function lastShared(a, b) {
  /** @type {Map<Branch, number>} */
  const shared = new Map(); // with those that a has come from
  climb(a, (branch, at) => shared.set(branch, at) && undefined);
  return climb(b, (branch, at) => (shared.has(branch) ? Math.min(at, shared.get(branch) ?? at) : undefined)) ?? 0;
}

/**
 * Go from a branch to those it has come from, until one gives an answer.
 * @param {Branch} branch
 * @param {(branch: Branch, at: number) => number | undefined} look is told the last frame shared with each
 */
function climb(branch, look) {
  let at = Number.POSITIVE_INFINITY;
  for (let next = /** @type {Branch | null} */ (branch); next; next = next.parent) {
    const found = look(next, at);
    if (found !== undefined) return found;
    at = Math.min(at, next.from);
  }
  return undefined;
}
