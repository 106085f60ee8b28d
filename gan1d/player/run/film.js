/** A run from a file: gives its frames as a server would, and trains nothing. */

/**
 * @import { FilmFile, FrameSource, Question, Reply, Row, SourceEvents } from "../ports.d.ts"
 * @import { FromBrowser } from "../messages.d.ts"
 */

const CHUNK = 256; // frames in one message at most
const HEADER = 4; // numbers before the frames of a message

/**
 * Put the bytes of numbers together again: all low bytes come before all high ones.
 * @param {Uint8Array} bytes
 * @param {number} count of numbers
 * @param {2 | 4} size bytes of a number
 */
function joined(bytes, count, size) {
  const whole = new Uint8Array(count * size);
  for (let plane = 0; plane < size; plane += 1) {
    for (let i = 0; i < count; i += 1) whole[i * size + plane] = bytes[plane * count + i];
  }
  return whole.buffer;
}

/**
 * Return the rows of a film, one after another; how they are packed is told in gan1d/export/packing.py.
 * @param {FilmFile} film
 * @param {Uint8Array} bytes
 */
export function unpacked({ frames, width, blocks }, bytes) {
  const rows = new Float32Array(frames * width);
  const begin = blocks[0][0];
  const end = blocks[blocks.length - 1][1];
  let at = 0;
  const take = (/** @type {number} */ length) => bytes.subarray(at, (at += length));
  const floats = (/** @type {number} */ count) => new Float32Array(take(4 * count).slice().buffer);
  const first = floats(begin * frames);
  for (let i = 0; i < begin; i += 1) for (let n = 0; n < frames; n += 1) rows[n * width + i] = first[i * frames + n];
  const steps = floats(blocks.length * frames);
  const points = end - begin;
  const changes = new Int16Array(joined(take(2 * points * frames), points * frames, 2));
  const now = new Int16Array(points); // wraps as what was stored does
  for (let n = 0; n < frames; n += 1) {
    let change = 0;
    for (let i = 0; i < points; i += 1) {
      change += changes[n * points + i];
      now[i] += change;
    }
    blocks.forEach(([from, to], block) => {
      const step = steps[block * frames + n];
      for (let i = from; i < to; i += 1) rows[n * width + i] = now[i - begin] * step;
    });
  }
  const metrics = width - end;
  const rest = new Float32Array(joined(take(4 * metrics * frames), metrics * frames, 4));
  for (let i = 0; i < metrics; i += 1) {
    for (let n = 0; n < frames; n += 1) rows[n * width + end + i] = rest[i * frames + n];
  }
  return rows;
}

/** @implements {FrameSource} */
export class Film {
  epoch = 0;
  next = 0; // frame to be given
  told = 0; // messages that have been given

  /**
   * @param {FilmFile} film
   * @param {Row} rows all of them
   * @param {SourceEvents} events
   */
  constructor(film, rows, events) {
    this.film = film;
    this.rows = rows;
    this.events = events;
    queueMicrotask(() => {
      events.status(true);
      this.begin();
    });
  }

  /**
   * @param {string} [id] of the question
   */
  begin(id) {
    const { film } = this;
    this.epoch += 1;
    this.next = 0;
    this.told = 0;
    const message = { ...film.run, id, epoch: this.epoch };
    this.events.text(message);
    return message;
  }

  /**
   * Give the frames up to an index, and what is to be said between them.
   * @param {number} upto
   */
  give(upto) {
    const { film, rows } = this;
    const stop = Math.min(upto + 1, film.frames);
    for (;;) {
      const said = film.said[this.told];
      if (said && said.after < this.next) {
        this.told += 1;
        this.events.text({ ...said.message, epoch: this.epoch });
        continue;
      }
      const end = Math.min(stop, this.next + CHUNK, said ? said.after + 1 : stop);
      if (end <= this.next) return;
      const from = this.next * film.width;
      const part = rows.subarray(from, end * film.width);
      const message = new ArrayBuffer(4 * (HEADER + part.length));
      new Uint32Array(message, 0, HEADER).set([this.epoch, this.next, end - this.next, film.width]);
      new Float32Array(message, 4 * HEADER).set(part);
      this.next = end;
      this.events.binary(message);
    }
  }

  /** @param {FromBrowser} message */
  send(message) {
    if (message.type === "want") queueMicrotask(() => this.give(message.upto));
    return true;
  }

  /**
   * It can only begin again, also where it would go on.
   * @param {Question} question
   * @returns {Promise<Reply>}
   */
  async ask(question) {
    if (question.type === "go_on" || (question.type === "restart" && !question.changes)) return this.begin("again");
    const refused = /** @type {const} */ ({ type: "refused", text: "", name: "replay" });
    this.events.text(refused);
    return refused;
  }

  close() {}
}
