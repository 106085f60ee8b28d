/** Where a playing picture is to stop: what is looked at, and the limit it is to pass. */

/** @import { Condition, Measure, Say, StopPort } from "../ports.d.ts" */
/** @import { Run } from "../messages.d.ts" */

import { freeKeys, h, setText } from "../base/dom.js";

const NEVER = "never";
/** @type {Record<string, number>} */
const USUAL = { "d-half": 0.02, jsd64: 0.01, step: 600 }; // where the reader has named no limit yet

export class StopField {
  /** @type {Record<string, number>} */
  limits = { ...USUAL }; // the last ones that were taken
  probability = true; // of the loss in force

  /**
   * @param {Measure[]} measures
   * @param {StopPort} page
   */
  constructor(measures, page) {
    this.measures = measures;
    this.page = page;
    const { say } = page;
    this.choice = h("select", { id: "stop", "aria-label": say("stop.title"), onchange: () => this.chosen() });
    this.choice.append(h("option", { value: NEVER, text: say("stop.never") }));
    for (const { name, sign } of measures) {
      this.choice.append(h("option", { value: name, text: `${say(`stop.${name}`)} ${sign}` }));
    }
    this.field = h("input", {
      id: "stop-limit",
      type: "number",
      step: "any",
      inputmode: "decimal",
      "aria-label": say("stop.limit"),
      onchange: () => this.chosen(this.field.value.trim()),
    });
    this.note = h("p.gan1d-stop-note", { id: "stop-note" });
    this.element = h(
      "section.gan1d-stopping",
      { "aria-label": say("stop.title") },
      h(
        "label.gan1d-stop-row",
        {},
        h("span", { text: say("stop.title") }),
        freeKeys(this.choice),
        freeKeys(this.field),
      ),
      this.note,
    );
    this.show();
  }

  /** @param {string} [text] of the limit */
  chosen(text) {
    const measure = this.measures.find(({ name }) => name === this.choice.value);
    if (!measure) return this.page.stopWhen(null);
    const limit = text === undefined ? this.limits[measure.name] : text === "" ? Number.NaN : Number(text);
    const whole = measure.sign === "=";
    if (limit >= measure.low && limit <= measure.high && (!whole || Number.isInteger(limit))) {
      return this.page.stopWhen({ ...measure, limit });
    }
    const { say } = this.page;
    const allowed = say(whole ? "stop.allowed.whole" : "stop.allowed", { low: measure.low, high: measure.high });
    this.page.refuse(
      say(text ? "refused" : "refused.empty", { name: say(`stop.${measure.name}`), value: text, allowed }),
    );
    return this.show();
  }

  /** @param {Run} run */
  setRun({ loss }) {
    this.probability = loss.probability;
    this.show();
  }

  /** Show the condition in force. */
  show() {
    const { stop, say } = this.page;
    if (stop) this.limits[stop.name] = stop.limit;
    this.choice.value = stop?.name ?? NEVER;
    this.field.hidden = !stop;
    this.field.value = stop ? String(stop.limit) : "";
    const none = stop?.probability && !this.probability;
    const help = stop ? say(`stop.help.${stop.name}`, {}, say("stop.help")) : "";
    setText(this.note, none ? say("stop.none") : help);
    this.note.dataset.kind = none ? "none" : "";
  }
}

/**
 * Return a condition in words, such as max |D − ½| < 0.02.
 * @param {Condition} condition
 * @param {Say} say
 */
export function inWords({ name, sign, limit }, say) {
  return `${say(`stop.${name}`)} ${sign} ${limit}`;
}

/**
 * Return a value with three digits, never rounded up to the limit that it is below.
 * @param {number} value
 */
export function roundedDown(value) {
  if (!(value > 0)) return String(value);
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return (Math.floor(value / unit + 1e-9) * unit).toPrecision(3);
}
