/** A hall that follows the lecture: the code it comes by, how many follow, and where the lecturer's picture stands. */

/** @import { HallPort } from "../ports.d.ts" */
/** @import { HallOpen, Place } from "../messages.d.ts" */

import { h, s, setAttribute, setText } from "../base/dom.js";

const SAY_EVERY = 200; // ms while it plays
const SAY_AGAIN = 2000; // ms while it stands still: a new line must hear of it, too
const QUIET = 4; // light modules around a QR code

/**
 * Return the path of a QR code, a unit square for each dark module.
 * @param {string[]} rows
 */
export function modulesPath(rows) {
  return rows.flatMap((row, y) => [...row].flatMap((dark, x) => (dark === "1" ? `M${x} ${y}h1v1h-1z` : []))).join("");
}

/**
 * Return whether two places are one and the same but for the time that has passed.
 * @param {Place} a
 * @param {Place} b
 */
export function continues(a, b) {
  const { index: _, ...still } = a;
  const { index: __, ...now } = b;
  return JSON.stringify(still) === JSON.stringify(now) && (a.index === b.index || (a.playing && b.index > a.index));
}

export class Hall {
  on = false;
  /** @type {HallOpen | null} */
  told = null;
  /** @type {Place | null} */
  said = null;
  saidAt = -Infinity;

  /** @param {HallPort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.count = h("span", { id: "hall-followers" });
    this.button = h(
      "button.gan1d-button.gan1d-hall-button",
      { id: "invite", type: "button", title: say("hall.invite"), onclick: () => this.toggle() },
      h("span", { text: "QR" }),
    );
    this.code = s("svg", { id: "hall-qr", role: "img", "aria-label": say("hall.code") });
    this.link = h("p.gan1d-hall-link", { id: "hall-link" });
    this.note = h("p.gan1d-hall-note", { id: "hall-note", role: "status" });
    const close = h("button.gan1d-button", {
      id: "hall-close",
      type: "button",
      text: "×",
      onclick: () => this.toggle(),
    });
    setAttribute(close, "aria-label", say("hall.close"));
    this.sheet = h(
      "section.gan1d-hall",
      { id: "hall", "aria-label": say("hall.invite"), hidden: true },
      close,
      h("h3", { text: say("hall.invite") }),
      this.code,
      this.link,
      h("p", {}, this.count),
      this.note,
    );
  }

  /** Show the code, or take it away; who follows stays. */
  toggle() {
    this.sheet.hidden = !this.sheet.hidden;
    this.on = true;
    this.saidAt = -Infinity;
  }

  /**
   * At every refresh of the screen: let those who follow know where the picture stands.
   * @param {number} now ms
   */
  tick(now) {
    const { page } = this;
    if (!this.on) return;
    if (!page.lecturing) return this.end();
    const { position: place } = page;
    const every = place.playing ? SAY_EVERY : SAY_AGAIN;
    if (this.said && continues(this.said, place) && now - this.saidAt < every) return;
    const key = this.told ? { key: this.told.key } : {};
    const { origin, pathname } = window.location;
    if (!page.lead({ place, here: origin + pathname, ...key })) return;
    this.said = place;
    this.saidAt = now;
  }

  /** The lecture is over. */
  end() {
    this.on = false;
    this.sheet.hidden = true;
    this.told = null;
    this.said = null;
    setText(this.button, "QR");
    this.page.lead({ place: null });
  }

  /** @param {HallOpen} told */
  show(told) {
    const { say } = this.page;
    const fresh = told.url !== this.told?.url;
    this.told = told;
    setText(this.count, say(told.followers === 1 ? "hall.follower" : "hall.followers", { count: told.followers }));
    setText(this.button, told.followers ? `QR · ${told.followers}` : "QR");
    const notes = [told.reachable ? "" : say("hall.loopback"), this.page.paired ? say("pair.followers") : ""];
    setText(this.note, notes.filter(Boolean).join(" "));
    if (!fresh) return;
    setText(this.link, told.url.replace(/^https?:\/\//, ""));
    const side = told.qr.length + 2 * QUIET;
    setAttribute(this.code, "viewBox", `${-QUIET} ${-QUIET} ${side} ${side}`);
    this.code.replaceChildren(s("path", { d: modulesPath(told.qr), fill: "#000" }));
  }
}
