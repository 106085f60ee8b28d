/** What the browser has received: one Float32Array row for each frame index, views, not copies. */

const HEAD = 16; // bytes: epoch, first index, count, floats per record

/** Words of the health number in a record, in the order of the wire. */
export const HEALTH = [
  "starting",
  "learning",
  "converged",
  "collapsed",
  "vanishing",
  "cycling",
  "weak-d",
  "strong-d",
  "diverged",
];

/**
 * Return the places of the parts inside a row.
 * @param {Object} run the server's "run" message
 */
export function shapeOf(run) {
  const model = 3;
  const d = model + run.x.length;
  const ticks = d + run.x.length;
  const adviceD = ticks + run.z.length; // D's raw output at the ticks, then its slope there
  const adviceSlope = adviceD + run.z.length;
  const metrics = adviceSlope + run.z.length;
  const ema = metrics + run.fields.length;
  const field = Object.fromEntries(run.fields.map((name, i) => [name, metrics + i]));
  return {
    step: 0,
    half: 1,
    health: 2,
    model,
    d,
    ticks,
    adviceD,
    adviceSlope,
    metrics,
    ema,
    field,
    points: run.x.length,
  };
}

/** A bounded, contiguous store of rows by frame index; the oldest go first. */
export class Records {
  constructor(limit = 20000) {
    this.limit = limit;
    this.clear();
  }

  clear() {
    this.rows = new Map();
    this.first = 0;
    this.newest = -1;
  }

  has(index) {
    return this.rows.has(index);
  }

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

  /** Drop every record with an index above `from`. */
  truncate(from) {
    for (let i = this.newest; i > from; i -= 1) this.rows.delete(i);
    this.newest = this.rows.size ? Math.min(this.newest, from) : -1;
  }

  /** Return the index of the last record whose step is <= `step` (steps never fall). */
  findStep(step) {
    let low = this.first;
    let high = this.newest;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.get(middle)[0] <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Return at most about `most` evenly spread indices; their places stay put as the record grows. */
  sample(most) {
    const stride = 2 ** Math.max(0, Math.ceil(Math.log2((this.newest - this.first + 1) / most)));
    const indices = [];
    for (let i = Math.ceil(this.first / stride) * stride; i <= this.newest; i += stride) indices.push(i);
    if (indices.length && indices[indices.length - 1] !== this.newest) indices.push(this.newest);
    return indices;
  }
}
