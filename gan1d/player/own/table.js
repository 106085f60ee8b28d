/** The modes as numbers, which are the same as in the picture and may be typed. */

/** @import { Draft, Mode } from "../ports.d.ts" */

import { h, setAttribute } from "../base/dom.js";

/** @type {(keyof Mode)[]} */
const COLUMNS = ["weight", "mean", "sd"];
const LARGEST = 1e30;

/** @typedef {{element: HTMLElement, fields: Record<keyof Mode, HTMLInputElement>, away: HTMLButtonElement}} Row */

export class Table {
  /** @type {Row[]} */
  rows = [];
  /** @type {Mode[]} */
  modes = [];

  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    const { say } = editor;
    this.body = h("tbody");
    this.wrong = h("p.gan1d-own-wrong", { id: "own-wrong", role: "alert", hidden: true });
    const heads = COLUMNS.map((name) =>
      h("th", { scope: "col", text: say(`own.${name}`), title: say(`own.${name}.help`) }),
    );
    this.element = h(
      "div",
      {},
      h("table.gan1d-own-table", {}, h("thead", {}, h("tr", {}, h("td"), ...heads, h("td"))), this.body),
      this.wrong,
    );
  }

  /** @param {number} at */
  row(at) {
    const { say } = this.editor;
    const number = at + 1;
    const field = (/** @type {keyof Mode} */ name) => {
      const input = h("input", {
        id: `own-${name}-${at}`,
        type: "text",
        inputmode: name === "mean" ? "text" : "decimal", // some keyboards of numbers have no minus
        "aria-label": say("own.field", { number, name: say(`own.${name}`) }),
        onchange: () => this.typed(at, name, input.value),
      });
      input.addEventListener("focus", () => this.editor.choose(at));
      input.addEventListener("keydown", (event) => event.key === "Enter" && input.blur());
      return input;
    };
    const fields = { weight: field("weight"), mean: field("mean"), sd: field("sd") };
    const away = h("button.gan1d-button", {
      id: `own-remove-${at}`,
      type: "button",
      text: "×",
      title: say("own.remove", { number }),
      "aria-label": say("own.remove", { number }),
      onclick: () => this.editor.remove(at),
    });
    const cells = [...COLUMNS.map((name) => fields[name]), away].map((cell) => h("td", {}, cell));
    const element = h("tr", {}, h("th", { scope: "row", text: String(number) }), ...cells);
    return { element, fields, away };
  }

  /**
   * Take what was typed, or say why not; the field shows the old value then.
   * @param {number} at
   * @param {keyof Mode} name
   * @param {string} text
   */
  typed(at, name, text) {
    const { editor, modes } = this;
    const value =
      text.trim() === ""
        ? NaN
        : Number(
            text
              .trim()
              .replace("−", "-")
              .replace(/^([+-]?\d*),(\d+)$/, "$1.$2"),
          );
    const alone = name === "weight" && modes.every(({ weight }, i) => i === at || weight === 0);
    const least = Math.max(1e-9 * Math.abs(modes[at].mean), 1e-30);
    const bounds = { weight: alone ? value > 0 : value >= 0, mean: true, sd: value >= least };
    const good = Math.abs(value) <= LARGEST && bounds[name];
    this.wrong.hidden = good;
    if (good) editor.edit({ modes: modes.with(at, { ...modes[at], [name]: value }) });
    else {
      this.wrong.textContent = editor.say(`own.wrong.${name}`, { number: at + 1, value: text.slice(0, 30) });
      this.rows[at].fields[name].value = String(modes[at][name]);
    }
  }

  /** @param {Draft} draft */
  draw({ modes }) {
    if (modes !== this.modes) this.wrong.hidden = true;
    this.modes = modes;
    while (this.rows.length > modes.length) this.rows.pop()?.element.remove();
    while (this.rows.length < modes.length) {
      const row = this.row(this.rows.length);
      this.rows.push(row);
      this.body.append(row.element);
    }
    modes.forEach((mode, at) => {
      const { element, fields, away } = this.rows[at];
      for (const name of COLUMNS) {
        if (document.activeElement !== fields[name]) fields[name].value = String(mode[name]);
      }
      away.disabled = modes.length === 1;
      setAttribute(element, "data-chosen", String(at === this.editor.chosen));
    });
  }
}
