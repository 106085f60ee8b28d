/** A run taken home: the file that the server makes for this page, one at a time; told in gan1d/server/exports.py. */

/** @import { ExportKind, ExportTold } from "../ports.d.ts" */
/** @import { Refused } from "../messages.d.ts" */

const LOOK_EVERY = 400; // ms
const TRIES = 12; // looks in a row that may get no answer

/** @type {Refused} */
const UNREACHABLE = { type: "refused", text: "", name: "unreachable" };

/** Return a name that no other page will think of; works without https, too. */
function unguessable() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Have the browser download a file.
 * @param {string} href
 * @param {string} name
 */
function download(href, name) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

/**
 * Ask the server; return its JSON, or that nothing came back.
 * @param {string} path beside the page
 * @param {RequestInit} [request]
 */
async function ask(path, request) {
  try {
    const answer = await fetch(new URL(path, document.baseURI), request);
    return await answer.json();
  } catch {
    return UNREACHABLE; // no network, or somebody in between who speaks no JSON
  }
}

export class Order {
  page = unguessable();
  kind = ""; // of the last file that was asked for
  /** @type {ExportTold | null} */
  told = null; // how it stands; null: none was asked for, or it was given up
  round = 0; // of several orders the last one counts
  changed = () => {};

  constructor({ asks = ask, waits = pause, saves = download } = {}) {
    this.asks = asks;
    this.waits = waits;
    this.saves = saves;
  }

  get path() {
    return `gan1d/export/${this.page}`;
  }

  /** Where the file is, once it is done. */
  get href() {
    return new URL(`${this.path}/file`, document.baseURI).href;
  }

  get busy() {
    return this.told?.state === "waiting" || this.told?.state === "working";
  }

  /**
   * Return which kinds of file there are of a run, or why that is not known.
   * @param {string} text of the run's file
   * @returns {Promise<ExportKind[] | Refused>}
   */
  async kinds(text) {
    const said = await this.asks("gan1d/export", { method: "POST", body: text });
    return said.kinds ?? said;
  }

  /**
   * Have a file made, and download it when it is whole; one that is under way is given up.
   * @param {string} kind
   * @param {string} text of the run's file; it opens at the last frame that is to be shown, 0: at its end
   */
  async begin(kind, text) {
    const round = (this.round += 1);
    this.kind = kind;
    this.tell({ state: "waiting", share: 0, name: null, bytes: 0, refused: null });
    const begun = await this.asks(`${this.path}?kind=${kind}`, { method: "POST", body: text });
    if (round === this.round) await this.follow(round, begun);
  }

  /**
   * @param {number} round
   * @param {ExportTold | Refused} said
   */
  async follow(round, said) {
    let left = 1; // what was never begun is not waited for
    for (;;) {
      if (!("type" in said)) {
        left = TRIES;
        this.tell(said);
        if (!this.busy) break;
      } else if (said.name !== UNREACHABLE.name || !(left -= 1)) {
        this.tell({ state: "failed", share: 0, name: null, bytes: 0, refused: said });
        break;
      }
      await this.waits(LOOK_EVERY);
      if (round !== this.round) return;
      said = await this.asks(this.path);
      if (round !== this.round) return;
    }
    if (this.told?.name) this.saves(this.href, this.told.name);
  }

  /** Give up what is under way. */
  stop() {
    this.round += 1;
    this.tell(null);
    return this.asks(this.path, { method: "DELETE", keepalive: true });
  }

  /** @param {ExportTold | null} told */
  tell(told) {
    this.told = told;
    this.changed();
  }
}
