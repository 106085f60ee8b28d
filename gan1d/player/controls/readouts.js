/** Numbers with their targets, the diagnosis, the formula in use, and the picture in words. */

/**
 * @import { ReadoutsPort, Row } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { fixed, h, rate, setAttribute, setText } from "../base/dom.js";

const EVERY = 66; // ms between texts
const ALT_EVERY = 2000; // ms between descriptions for a screen reader
/** @type {Record<string, string>} */
const SYMBOL = {
  starting: "○",
  learning: "▸",
  converged: "✓",
  collapsed: "▼",
  vanishing: "◌",
  cycling: "∞",
  "weak-d": "◐",
  "strong-d": "◑",
  diverged: "✕",
};

/**
 * The grid: name of the read-out, digits or how it is written, the words of its target.
 * @type {[string, number | ((value: number) => string), string][]}
 */
const CELLS = [
  ["jsd64", 5, "target.zero"],
  ["value", 4, "target.value"],
  ["d_half_max", 4, "target.zero"],
  ["w1", 4, "target.zero"],
  ["mean_d_real", 4, "target.half"],
  ["mean_d_fake", 4, "target.half"],
  ["loss_d", 4, "loss_d_end"],
  ["loss_g", 4, "loss_g_end"],
  ["lr_d", rate, "lr_d"],
  ["lr_g", rate, "lr_g"],
];
const ALWAYS = 4; // of them are seen whatever is open
const HARDLY = 0.0005; // of the data: it would read 0.0 %
const OF_D = new Set(["value", "mean_d_real", "mean_d_fake"]);

export class Readouts {
  /** @type {Record<string, {value: HTMLElement, target: HTMLElement}>} */
  cells = {};
  /** @type {Run | null} */
  run = null;
  /** @type {Row | null} */
  row = null;
  textAt = 0;
  altAt = 0;
  due = false;

  /** @param {ReadoutsPort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.four = h("dl.gan1d-four", { "aria-label": say("readouts.four") });
    this.grid = h("dl.gan1d-readouts", { "aria-label": say("readouts.title") });
    this.step = h("dl.gan1d-step");
    this.step.append(this.cell("step"));
    for (const [i, [name]] of CELLS.entries()) (i < ALWAYS ? this.four : this.grid).append(this.cell(name));
    this.grid.append(this.cell("pace"));
    this.symbol = h("span.gan1d-symbol", { "aria-hidden": "true" });
    this.word = h("strong.gan1d-word", { id: "health", "aria-live": "polite" });
    this.evidence = h("p.gan1d-evidence", { id: "evidence" });
    this.health = h(
      "section.gan1d-health",
      { "aria-label": say("health.title") },
      h("div.gan1d-verdict", {}, this.symbol, this.word),
      this.evidence,
    );
    this.formulaD = h("div.gan1d-formula", { id: "formula-d" });
    this.formulaG = h("div.gan1d-formula", { id: "formula-g" });
    this.engine = h("div.gan1d-engine", { id: "engine" });
    this.additions = h("ul.gan1d-additions", { id: "additions" });
    this.formula = h(
      "section.gan1d-formulas",
      { "aria-label": say("formula.title") },
      h("h3.gan1d-heading", { text: say("formula.title") }),
      this.formulaD,
      this.formulaG,
      this.engine,
      h("h3.gan1d-heading", { text: say("additions.title") }),
      this.additions,
    );
  }

  /** @param {string} name */
  cell(name) {
    const value = h("dd.gan1d-number", { id: `readout-${name}`, text: "–" });
    const target = h("dd.gan1d-target");
    const { say } = this.page;
    this.cells[name] = { value, target };
    return h(
      "div.gan1d-cell",
      { "data-name": name, title: say(`field.${name}.help`, {}, "") },
      h("dt", { text: say(`field.${name}`) }),
      value,
      target,
    );
  }

  /**
   * Take the settings and the loss in force.
   * @param {Run} run
   */
  setRun(run) {
    const { say } = this.page;
    this.run = run;
    /** @type {Record<string, number | null>} */
    const ends = { loss_d_end: run.loss.loss_d_end, loss_g_end: run.loss.loss_g_end };
    for (const [name, , target] of CELLS) {
      let text = "";
      const end = ends[target];
      if (target in ends) text = end === null ? "" : say("target.is", { value: fixed(end, 3) });
      else if (name === target) text = say("target.knob", { value: rate(Number(run.settings[name])) });
      else if (run.loss.probability || !(OF_D.has(name) || name === "d_half_max")) text = say(target);
      setText(this.cells[name].target, text);
    }
    this.showEnd();
    this.formulaD.innerHTML = `<i>L<sub>D</sub></i> = ${run.loss.formula_d}`;
    this.formulaG.innerHTML = `<i>L<sub>G</sub></i> = ${run.loss.formula_g}`;
    setText(this.engine, say("engine.is", { engine: say(`engine.${run.settings.engine}`) }));
    const items = run.additions.map((key) => h("li", { text: say(`addition.${key}`) }));
    this.additions.replaceChildren(...(items.length ? items : [h("li", { text: say("additions.none") })]));
    this.textAt = 0;
  }

  /** Return what a sentence may say of the picture: its numbers by name and the name of the data, as text. */
  values() {
    const { run, row } = this;
    /** @type {Record<string, string>} */
    const values = {};
    if (!run || !row) return values;
    const { say } = this.page;
    const { field } = run.row;
    values.step = String(row[0]);
    values.data = say(`data.${run.settings.data}`, {}, say("data.own"));
    for (const [name, place] of Object.entries(field)) values[name] = fixed(row[place], 4);
    values.lr_d = rate(row[field.lr_d]);
    values.lr_g = rate(row[field.lr_g]);
    for (const share of ["missed", "mass_off"]) values[share] = `${fixed(100 * row[field[share]], 1)} %`;
    values.turns = fixed(row[field.turns], 0);
    return values;
  }

  /** Say where the schedule ends, or has ended. */
  showEnd() {
    if (!this.run) return;
    const { ends } = this.run;
    const over = this.row !== null && this.row[0] > ends;
    setText(this.cells.step.target, this.page.say(over ? "target.over" : "target.steps", { value: ends }));
  }

  /**
   * The step is written with every picture, the rest about 15 times a second.
   * @param {Row} row
   * @param {number} now
   */
  show(row, now) {
    this.row = row;
    const half = ["", " D", " G"][row[1]] ?? "";
    setText(this.cells.step.value, `${row[0]}${half}`);
    this.showEnd();
    this.due = true;
    this.write(now);
  }

  /**
   * Called at every refresh: the last texts of a stopped picture are written, too.
   * @param {number} now
   */
  tick(now) {
    this.write(now);
    if (now - this.altAt >= ALT_EVERY) this.describe(now);
  }

  /** @param {number} now */
  write(now) {
    const { row, run } = this;
    if (!this.due || !row || !run || now - this.textAt < EVERY) return;
    this.textAt = now;
    this.due = false;
    for (const [name, digits] of CELLS) {
      const value = row[run.row.field[name]];
      setText(this.cells[name].value, typeof digits === "function" ? digits(value) : fixed(value, digits));
    }
    this.diagnose(run.health[row[2]]);
  }

  /** @param {number} pace frames a second */
  showPace(pace) {
    setText(this.cells.pace.value, fixed(pace, 0));
  }

  /** @param {number} speed */
  showSpeed(speed) {
    setText(this.cells.pace.target, this.page.say("target.knob", { value: speed === Infinity ? "∞" : speed }));
  }

  /** @param {string} slug word of the diagnosis */
  diagnose(slug) {
    const { say } = this.page;
    setAttribute(this.health, "data-health", slug);
    setText(this.symbol, SYMBOL[slug]);
    const word = say(`health.${slug}`);
    setText(this.word, this.run?.loss.probability ? say(`health.${slug}.said`, {}, word) : word);
    const missed = this.row && this.run ? this.row[this.run.row.field.missed] : 1;
    const key = slug === "learning" && missed < HARDLY ? "evidence.learning.near" : `evidence.${slug}`;
    setText(this.evidence, say(key, this.values(), ""));
  }

  /**
   * Say in words what the picture shows now.
   * @param {number} now
   */
  describe(now) {
    const { row, run } = this;
    if (!row || !run) return;
    this.altAt = now;
    const { say } = this.page;
    const health = say(`health.${run.health[row[2]]}`);
    this.page.describe(say(run.loss.probability ? "alt.figure" : "alt.critic", { ...this.values(), health }));
  }
}
