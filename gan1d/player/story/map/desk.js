/** The map that this page has asked the server for; it outlives the part, which goes when another part is opened. */

/**
 * @import { FrameSource, Heard, OpenSource, Reply } from "../../ports.d.ts"
 * @import { MapNews, MapOrder } from "../../messages.d.ts"
 * @import { ShownMap } from "./types.d.ts"
 */

import { Socket } from "../../run/socket.js";

const UNDER_WAY = new Set(["waiting", "working"]);

export class Desk {
  /** @type {ShownMap | null} */
  map = null;
  /** @type {Omit<MapNews, "cells"> | null} */
  news = null; // how far it is
  /** @type {MapOrder | null} */
  order = null;
  online = true;
  /** @type {Promise<unknown>} */
  opened = Promise.resolve(); // the line
  /** @type {(value: unknown) => void} */
  ready = () => {};
  /** @type {(places: number[] | null) => void} null: it is another map */
  changed = () => {};

  /** @param {OpenSource} open */
  constructor(open = (path, events) => new Socket(path, events)) {
    this.open = open;
    /** @type {FrameSource | null} */
    this.line = null;
  }

  get busy() {
    return this.news !== null && UNDER_WAY.has(this.news.state);
  }

  connect() {
    if (this.line) return this.line;
    this.opened = new Promise((resolve) => {
      this.ready = resolve;
    });
    this.line = this.open("gan1d/maps", {
      hello: () => ({ epoch: null, have: null }),
      text: (message) => this.heard(message),
      binary: () => {},
      status: (open) => this.status(open),
      lost: () => {},
      over: () => {},
      foreign: () => this.status(false),
    });
    return this.line;
  }

  /** @param {boolean} open */
  status(open) {
    const back = open && !this.online;
    this.online = open;
    this.ready(null); // where there is no line, a question is dropped
    if (back && this.busy && this.order) this.again(this.order);
    this.changed([]);
  }

  /**
   * Ask what a map would cost, or for the map.
   * @param {MapOrder} order
   * @returns {Promise<Reply>}
   */
  async ask(order) {
    const line = this.connect();
    await this.opened;
    if (order.type === "draw") this.order = order;
    return line.ask(order);
  }

  /**
   * Ask for a map again that was under way when the line was lost.
   * @param {MapOrder} order
   */
  async again(order) {
    const answer = await this.ask(order);
    if (answer.type !== "refused" || !this.news) return;
    this.news.state = "failed";
    this.changed([]);
  }

  /** @param {Heard} message */
  heard(message) {
    if (message.type === "map") {
      const { type, id, ...map } = message;
      this.map = { ...map, name: "own", outdated: [] };
      this.news = null;
      this.changed(null);
    } else if (message.type === "cells" && message.key === this.map?.key) {
      const { cells, ...news } = message;
      this.news = news;
      for (const [place, cell] of cells) this.map.cells[place] = cell;
      this.changed(cells.map(([place]) => place));
    }
  }

  cancel() {
    this.order = null;
    this.line?.send({ type: "cancel" });
  }

  /** Nobody looks: the line is closed unless something is under way. */
  rest() {
    this.changed = () => {};
    if (this.busy) return;
    this.line?.close();
    this.line = null;
  }
}

export const desk = new Desk();
