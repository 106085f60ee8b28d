/** The run in hand, whole: what it began with and all its events, as a file holds them. */

/**
 * @import { Changes, Dropped, HandedOver } from "../ports.d.ts"
 * @import { Changed, Refused, Run } from "../messages.d.ts"
 */

const VERSION = 1; // of the format, see gan1d/saved.py
const MAX_AT = 10_000_000; // frame that a file may name

export class Whole {
  /** @type {Changes | null} */
  settings = null; // none before the first run
  /** @type {string[]} */
  events = [];

  /** @param {Run} run */
  begin({ settings, initial, events }) {
    this.settings = { ...settings, ...initial };
    this.events = [...events];
  }

  /** @param {Changed} changed */
  change({ kept, events }) {
    this.events.length = kept;
    for (const event of events) this.events.push(event);
  }

  /**
   * Return the text of a file that opens at a frame; "" before the first run.
   * @param {number} at its index, or what comes nearest of those that a file may name; 0: the run plays from its start
   * @param {string[]} marks bookmarks
   */
  text(at = 0, marks = []) {
    if (!this.settings) return "";
    const { settings, events } = this;
    const there = Math.max(0, Math.min(at, MAX_AT));
    return JSON.stringify({ gan1d: VERSION, settings, events, at: there, ...(marks.length ? { marks } : {}) });
  }

  /**
   * Say whether a run that begins is this one.
   * @param {Run} run
   */
  same({ settings, initial, events }) {
    const begun = { ...settings, ...initial };
    const names = Object.keys({ ...begun, ...this.settings });
    return names.every((name) => begun[name] === this.settings?.[name]) && `${events}` === `${this.events}`;
  }

  /**
   * Return what a link to it leaves out.
   * @param {string} query of the link
   * @returns {("data" | "changes")[]}
   */
  lacks(query) {
    const link = new URLSearchParams(query);
    /** @type {("data" | "changes")[]} */
    const lacks = link.has("data") ? [] : ["data"];
    if (this.events.length && !link.has("events")) lacks.push("changes");
    return lacks;
  }
}

/**
 * Hand a run over to the server; return its token, why it is not taken, or "dropped" where nothing came back.
 * @param {string} text of a file
 * @returns {Promise<HandedOver | Refused | Dropped>}
 */
export async function handOver(text) {
  try {
    const answer = await fetch(new URL("gan1d/run", document.baseURI), { method: "POST", body: text });
    const said = await answer.json();
    return answer.status === 408 || answer.status >= 500 ? { type: "dropped" } : said;
  } catch {
    return { type: "dropped" }; // no network, or somebody in between who speaks no JSON
  }
}
