/** All settings: the button of the page's sidebar, which is drawn only while it is open. */

/**
 * @import { Changes, SettingsPort } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, keepFocus, setAttribute } from "../base/dom.js";

const QUIET = 250; // ms without a change: a turn has ended
const ASK_EVERY = 1000; // ms
const LOOK_EVERY = 250; // ms
const REMEMBERED = "stSidebarCollapsed"; // Streamlit's note that a reader has closed the sidebar

/** @param {string} query */
function ofThePage(query) {
  const said = new URLSearchParams(query);
  return ["speed", "part", "b", "turns", "stop", "marks"].map((name) => said.get(name)).join(" ");
}

export class Settings {
  /** @type {Run | null} */
  run = null;
  /** @type {Changes | null} */
  drawn = null; // the settings in the sidebar
  told = ""; // the address that the page around was last told
  wanted = false; // it is to be open
  outdated = false;
  turnedAt = 0;
  askedAt = 0;
  lookedAt = 0;
  seen = false; // the sidebar has been open on the page

  /** @param {SettingsPort} page */
  constructor(page) {
    this.page = page;
    this.element = keepFocus(
      h("button.gan1d-button", {
        id: "settings",
        type: "button",
        text: page.say("settings"),
        title: page.say("settings.help"),
        "aria-expanded": "false",
        onclick: () => (this.wanted ? this.close() : this.open()),
      }),
    );
  }

  open() {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(REMEMBERED));
    for (const key of kept) localStorage.removeItem(key);
    this.wanted = true;
    this.tell();
  }

  /** The address, which holds what of the page belongs in a link for a class, and which run the knobs turn. */
  get address() {
    return `${window.location.search || "?"}&turns=${this.page.turns}`;
  }

  /** Have the sidebar drawn anew. */
  tell() {
    this.told = this.address;
    this.page.ask("sidebar", this.told);
  }

  close() {
    this.wanted = false;
    this.page.ask("sidebar", "closed");
  }

  /**
   * The sidebar has been drawn with these settings, or is not there.
   * @param {Changes | null} settings
   */
  draw(settings) {
    this.drawn = settings;
    this.wanted = settings !== null;
    this.seen &&= this.wanted;
    setAttribute(this.element, "aria-expanded", String(this.wanted));
    this.compare();
  }

  /**
   * Other settings are in force.
   * @param {Run} run
   */
  show(run) {
    this.run = run;
    this.turnedAt = performance.now();
    this.compare();
  }

  /** See whether the sidebar shows another run than the stage, or its link another speed or part. */
  compare() {
    const { drawn, run, told } = this;
    if (!drawn || !run) return;
    const others = Object.entries(run.settings).some(([name, value]) => drawn[name] !== value);
    this.outdated = others || ofThePage(told) !== ofThePage(this.address);
  }

  /** At every refresh of the screen: ask once for what is outdated, and see whether a reader has closed the sidebar. */
  tick() {
    if (!this.drawn) return;
    const now = performance.now();
    const due = this.outdated && now - this.turnedAt > QUIET && now - this.askedAt > ASK_EVERY;
    if (due && this.wanted) {
      this.outdated = false;
      this.askedAt = now;
      this.tell();
    }
    if (now - this.lookedAt < LOOK_EVERY) return;
    this.lookedAt = now;
    const collapsed = document.querySelector("[data-testid=stSidebar]")?.getAttribute("data-collapsed");
    if (this.seen && collapsed === "true") this.close();
    this.seen = collapsed === "false";
  }
}
