/** The menu of what a run can be taken home as: up to where, which kinds there are, how the one under way stands. */

/**
 * @import { ExportKind, ExportPort, Say } from "../ports.d.ts"
 * @import { Refused, Run } from "../messages.d.ts"
 * @import { ExportDoor } from "./door.js"
 * @import { Order } from "./order.js"
 */

import { fixed, h, setAttribute, setText } from "../base/dom.js";
import { refusal } from "../controls/toolbar.js";

const REFRESH = 200; // ms between two looks at where the picture stands
const MEGA = 1e6;

/**
 * Return the size of a file in words.
 * @param {number} bytes
 */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < MEGA ? `${Math.round(bytes / 1000)} kB` : `${fixed(bytes / MEGA, 1)} MB`;
}

/**
 * Return why a file is not made, in a sentence.
 * @param {Refused} refused
 * @param {Say} say
 */
export function reason(refused, say) {
  const { name = "", value = "", allowed = "" } = refused;
  return say(`export.no.${name}`, { value, allowed }, refusal(refused, [], say));
}

export class Menu {
  /**
   * @param {ExportPort} page
   * @param {Say} say
   * @param {Order} order
   * @param {ExportDoor} door
   */
  constructor(page, say, order, door) {
    this.page = page;
    this.say = say;
    this.order = order;
    this.button = door.button;
    this.opened = false;
    this.asked = 0; // times the kinds were asked for: the last answer counts
    /** @type {Run | undefined} */
    this.listed = undefined; // the run they were asked for of
    this.refreshing = 0;
    this.heard = ""; // the state that was told last
    this.here = this.choice("here", true);
    this.end = this.choice("end", false);
    this.upto = h("p.gan1d-export-upto", { id: "export-upto" });
    this.list = h("div.gan1d-export-kinds");
    this.said = h("p", { id: "export-said", role: "status" });
    this.bar = h("progress", { id: "export-progress", max: 1, "aria-label": say("export.progress") });
    this.stopping = h("button.gan1d-button", {
      id: "export-stop",
      type: "button",
      text: say("export.stop"),
      onclick: () => order.stop(),
    });
    this.file = h("a.gan1d-button", { id: "export-file" });
    this.state = h(
      "div.gan1d-export-state",
      { hidden: true },
      this.said,
      h("div.gan1d-export-row", {}, this.bar, this.stopping, this.file),
    );
    const close = h("button.gan1d-button", {
      id: "export-close",
      type: "button",
      text: "×",
      "aria-label": say("button.close"),
      onclick: () => this.element.hidePopover?.(),
    });
    this.element = h(
      "div.gan1d-export",
      { id: "export-menu", popover: "auto", role: "dialog", "aria-label": say("export.title") },
      h("div.gan1d-export-head", {}, h("h3", { text: say("export.title") }), close),
      h(
        "div.gan1d-export-choices",
        { role: "radiogroup", "aria-label": say("export.upto") },
        this.here.label,
        this.end.label,
      ),
      this.upto,
      this.list,
      this.state,
    );
    this.element.addEventListener("beforetoggle", (event) => this.toggled(event.newState === "open"));
    door.element.append(this.element);
    door.button.popoverTargetElement = this.element;
    order.changed = () => this.show();
    this.show();
  }

  /**
   * @param {string} name
   * @param {boolean} checked
   */
  choice(name, checked) {
    const input = h("input", { id: `export-${name}`, type: "radio", name: "gan1d-export", value: name, checked });
    const text = h("span");
    return { input, text, label: h("label.gan1d-export-choice", {}, input, text) };
  }

  open() {
    this.element.showPopover?.();
  }

  /** @param {boolean} on */
  toggled(on) {
    this.opened = on;
    clearInterval(this.refreshing);
    if (!on) return;
    this.listed = undefined;
    this.refresh();
    this.refreshing = window.setInterval(() => this.refresh(), REFRESH);
  }

  /** The run plays on behind the menu, and may become another. */
  refresh() {
    const run = this.page.eras.at(-1)?.run;
    if (run && run !== this.listed) this.listKinds();
    this.listed = run;
    this.showUpto();
  }

  /** Say up to where a file goes. */
  showUpto() {
    const { end, here, page, say, upto } = this;
    const reach = page.reach;
    const both = reach.index > 0 && !reach.over && reach.step < reach.end;
    here.label.hidden = end.label.hidden = !both;
    upto.hidden = both;
    setText(here.text, say("export.here", { step: reach.step }));
    setText(end.text, say("export.end", { step: reach.end }));
    setText(upto, say("export.upto.only", { step: reach.index ? reach.step : reach.end }));
  }

  async listKinds() {
    const asked = (this.asked += 1);
    const kinds = await this.order.kinds(this.page.whole);
    if (asked !== this.asked) return;
    if (!Array.isArray(kinds)) {
      this.list.replaceChildren(h("p.gan1d-export-none", { text: reason(kinds, this.say) }));
      return;
    }
    const group = (/** @type {boolean} */ shows) =>
      h(
        "section",
        {},
        h("h4", { text: this.say(shows ? "export.shown" : "export.whole") }),
        ...kinds.filter((kind) => kind.shows === shows).map((kind) => this.row(kind)),
      );
    this.list.replaceChildren(group(true), group(false));
    this.show();
  }

  /** @param {ExportKind} kind */
  row({ name, suffix, shows, refused }) {
    const { say } = this;
    const row = h(
      "button.gan1d-export-kind",
      { id: `export-${name}`, type: "button", "data-kind": name, onclick: () => this.begin(name, shows) },
      h("b", { text: say(`export.${name}`) }),
      h("span", { text: suffix }),
      h("small", { text: refused ? reason(refused, say) : say(`export.${name}.help`) }),
    );
    if (refused) row.dataset.refused = String(refused.name);
    return row;
  }

  /**
   * @param {string} name of the kind
   * @param {boolean} shows whether it shows the run up to a frame
   */
  begin(name, shows) {
    const { end, order, page } = this;
    if (order.busy || this.rowOf(name)?.dataset.refused) return;
    const { over } = page.reach;
    const whole = shows && (over || (end.input.checked && !end.label.hidden));
    order.begin(name, whole ? page.whole : page.file);
  }

  /** @param {string} name */
  rowOf(name) {
    return /** @type {HTMLElement | null} */ (this.list.querySelector(`[data-kind="${name}"]`));
  }

  /** Say how the file under way stands. */
  show() {
    const { order } = this;
    const { busy, kind, told } = order;
    for (const row of this.list.querySelectorAll("[data-kind]")) {
      const { kind: name, refused } = /** @type {HTMLElement} */ (row).dataset;
      setAttribute(row, "aria-disabled", String(busy || refused !== undefined));
      setAttribute(row, "aria-busy", String(busy && name === kind));
    }
    this.state.hidden = !told && !this.heard;
    this.bar.hidden = this.stopping.hidden = !busy;
    this.bar.value = told?.share ?? 0;
    this.button.style.setProperty("--gan1d-done", busy ? `${100 * (told?.share ?? 0)}%` : "0%");
    this.file.hidden = !told?.name;
    if (told?.name) {
      Object.assign(this.file, { href: order.href, download: told.name });
      setText(this.file, `${told.name} · ${sizeText(told.bytes)}`);
    }
    setText(this.said, this.sentence());
    this.state.dataset.state = told?.state ?? "";
    const state = told?.state ?? "stopped";
    if (state === "failed" && this.heard !== state && !this.opened) this.page.refuse(this.sentence());
    if (told || this.heard) this.heard = state;
  }

  sentence() {
    const { order, say } = this;
    const { kind, told } = order;
    if (!told) return say("export.stopped");
    if (told.refused) return reason(told.refused, say);
    return say(`export.${told.state}`, { kind: say(`export.${kind}`), percent: Math.floor(100 * told.share) });
  }
}
