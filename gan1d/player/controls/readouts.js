/** Numbers with their targets, the diagnosis, the formula in use, and the picture in words. */

import { fixed, h, rate, setAttribute, setText } from "../base/dom.js";
import { HEALTH } from "../run/records.js";

const EVERY = 66; // ms between texts
const ALT_EVERY = 2000; // ms between descriptions for a screen reader
const SYMBOL = {
  starting: "○",
  learning: "▸",
  converged: "✓",
  collapsed: "▼",
  vanishing: "◌",
  cycling: "↻",
  "weak-d": "◐",
  "strong-d": "◑",
  diverged: "✕",
};

/** The grid: name of the read-out, digits, the words of its target. */
const CELLS = [
  ["value", 4, "target.value"],
  ["jsd64", 5, "target.zero"],
  ["w1", 4, "target.zero"],
  ["mean_d_real", 4, "target.half"],
  ["mean_d_fake", 4, "target.half"],
  ["d_half_max", 4, "target.zero"],
  ["loss_d", 4, "loss_d_end"],
  ["loss_g", 4, "loss_g_end"],
  ["lr_d", rate, "lr_d"],
  ["lr_g", rate, "lr_g"],
];
const OF_D = new Set(["value", "mean_d_real", "mean_d_fake"]);

export class Readouts {
  /** @param {{say: Function}} page */
  constructor(page) {
    this.page = page;
    this.cells = {};
    this.textAt = 0;
    this.altAt = 0;
    const { say } = page;
    this.grid = h("dl.gan1d-readouts", { "aria-label": say("readouts.title") });
    for (const name of ["step", ...CELLS.map(([cell]) => cell), "pace"]) this.addCell(name);
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
    this.additions = h("ul.gan1d-additions", { id: "additions" });
    this.formula = h(
      "section.gan1d-formulas",
      { "aria-label": say("formula.title") },
      h("h3.gan1d-heading", { text: say("formula.title") }),
      this.formulaD,
      this.formulaG,
      h("h3.gan1d-heading", { text: say("additions.title") }),
      this.additions,
    );
  }

  addCell(name) {
    const value = h("dd.gan1d-number", { id: `readout-${name}`, text: "–" });
    const target = h("dd.gan1d-target");
    const { say } = this.page;
    this.cells[name] = { value, target };
    this.grid.append(
      h(
        "div.gan1d-cell",
        { "data-name": name, title: say(`field.${name}.help`, {}, "") },
        h("dt", { text: say(`field.${name}`) }),
        value,
        target,
      ),
    );
  }

  /** Take the settings and the loss in force. */
  setRun(run, shape) {
    const { say } = this.page;
    this.run = run;
    this.shape = shape;
    const ends = { loss_d_end: run.loss.loss_d_end, loss_g_end: run.loss.loss_g_end };
    for (const [name, , target] of CELLS) {
      let text = "";
      if (target in ends)
        text = Number.isFinite(ends[target]) ? say("target.is", { value: fixed(ends[target], 3) }) : "";
      else if (name === target) text = say("target.knob", { value: rate(run.settings[name]) });
      else if (run.loss.probability || !(OF_D.has(name) || name === "d_half_max")) text = say(target);
      setText(this.cells[name].target, text);
    }
    setText(this.cells.step.target, say("target.steps", { value: run.ends ?? run.settings.steps ?? "" }));
    this.formulaD.innerHTML = `<i>L<sub>D</sub></i> = ${run.loss.formula_d}`;
    this.formulaG.innerHTML = `<i>L<sub>G</sub></i> = ${run.loss.formula_g}`;
    const items = run.additions.map((key) => h("li", { text: say(`addition.${key}`) }));
    this.additions.replaceChildren(...(items.length ? items : [h("li", { text: say("additions.none") })]));
    this.textAt = 0;
  }

  /** Return the numbers of a row by name, as text, for sentences. */
  values(row) {
    const { field } = this.shape;
    const values = { step: String(row[0]) };
    for (const [name, place] of Object.entries(field)) values[name] = fixed(row[place], 4);
    values.lr_d = rate(row[field.lr_d]);
    values.lr_g = rate(row[field.lr_g]);
    for (const share of ["missed", "mass_off"]) values[share] = `${fixed(100 * row[field[share]], 1)} %`;
    for (const count of ["turns"]) if (count in field) values[count] = fixed(row[field[count]], 0);
    return values;
  }

  /** The step is written with every picture, the rest about 15 times a second. */
  show(row, now) {
    this.row = row;
    const half = ["", " D", " G"][row[1]] ?? "";
    setText(this.cells.step.value, `${row[0]}${half}`);
    if (now - this.textAt >= EVERY) this.write(now);
    else this.due = true;
  }

  /** Called at every refresh: the last texts of a stopped picture are written, too. */
  tick(now) {
    if (this.due && now - this.textAt >= EVERY) this.write(now);
    if (this.row && now - this.altAt >= ALT_EVERY) this.describe(now);
  }

  write(now) {
    this.textAt = now;
    this.due = false;
    const { row, shape } = this;
    for (const [name, digits] of CELLS) {
      const value = row[shape.field[name]];
      setText(this.cells[name].value, typeof digits === "function" ? digits(value) : fixed(value, digits));
    }
    this.diagnose(HEALTH[row[2]] ?? "starting", row);
  }

  showPace(pace) {
    setText(this.cells.pace.value, fixed(pace, 0));
  }

  showSpeed(speed) {
    setText(this.cells.pace.target, this.page.say("target.knob", { value: speed === Infinity ? "∞" : speed }));
  }

  diagnose(slug, row) {
    const { say } = this.page;
    setAttribute(this.health, "data-health", slug);
    setText(this.symbol, SYMBOL[slug]);
    setText(this.word, say(`health.${slug}`));
    setText(this.evidence, say(`evidence.${slug}`, this.values(row), ""));
  }

  /** Say in words what the picture shows now. */
  describe(now) {
    this.altAt = now;
    const slug = HEALTH[this.row[2]] ?? "starting";
    const values = {
      ...this.values(this.row),
      data: this.page.say(`data.${this.run.settings.data}`, {}, this.run.data_label ?? this.page.say("data.own")),
      health: this.page.say(`health.${slug}`),
    };
    const key = this.run.loss.probability ? "alt.figure" : "alt.critic";
    setAttribute(this.page.picture, "aria-label", this.page.say(key, values));
  }
}
