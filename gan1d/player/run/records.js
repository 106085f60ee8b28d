/** What the browser has received: one Float32Array row for each frame index, views, not copies. */

/** @import { FrameStore, Row } from "../ports.d.ts" */

const HEAD = 16; // bytes: epoch, first index, count, floats per record

/**
 * A bounded, contiguous store of rows by frame index; the oldest go first.
 * @implements {FrameStore}
 */
export class Records {
  /** @type {Map<number, Row>} */
  rows = new Map();
  first = 0;
  newest = -1;

  constructor(limit = 20000) {
    this.limit = limit;
  }

  clear() {
    this.rows = new Map();
    this.first = 0;
    this.newest = -1;
  }

  /** @param {number} index */
  has(index) {
    return this.rows.has(index);
  }

  /** @param {number} index */
  get(index) {
    return this.rows.get(index);
  }

  /**
   * Take one binary message in; a message of another epoch is dropped.
   * @param {ArrayBuffer} buffer
   * @param {number} epoch the epoch that counts now
   * @returns {boolean} whether it was taken
   */
  add(buffer, epoch) {
    const [of, first, count, floats] = new Uint32Array(buffer, 0, 4);
    if (of !== epoch) return false;
    if (this.newest >= 0 && first > this.newest + 1) this.clear(); // a hole: what is older cannot be played on to
    for (let i = 0; i < count; i += 1) {
      if (this.newest < 0) this.first = first;
      this.rows.set(first + i, new Float32Array(buffer, HEAD + 4 * i * floats, floats));
      this.newest = Math.max(this.newest, first + i);
    }
    while (this.rows.size > this.limit) this.rows.delete(this.first++);
    return true;
  }

  /**
   * Drop every record with an index above `from`.
   * @param {number} from
   */
  truncate(from) {
    for (let i = this.newest; i > from; i -= 1) this.rows.delete(i);
    this.newest = this.rows.size ? Math.min(this.newest, from) : -1;
  }

  /**
   * Return the index of the last record whose step is <= `step` (steps never fall).
   * @param {number} step
   */
  findStep(step) {
    let low = this.first;
    let high = this.newest;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.get(middle)?.[0] ?? 0) <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Return at most about `most` evenly spread indices; their places stay put as the record grows.
   * @param {number} most
   */
  sample(most) {
    const stride = 2 ** Math.max(0, Math.ceil(Math.log2((this.newest - this.first + 1) / most)));
    const indices = [];
    for (let i = Math.ceil(this.first / stride) * stride; i <= this.newest; i += stride) indices.push(i);
    if (indices.length && indices[indices.length - 1] !== this.newest) indices.push(this.newest);
    return indices;
  }
}
