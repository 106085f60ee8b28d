/** The second figure: how a few numbers went, with their targets dashed. */

/**
 * @import { HistoryPort, Palette, PlotlyGraph, Row } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h } from "../base/dom.js";

const EVERY = 500; // ms between refreshes
const POINTS = 600;
const LOG4 = Math.log(4);
const LOG2 = Math.log(2);

/** @type {Record<string, [tone: keyof Palette, dash: string, width: number]>} */
const LINES = {
  // told apart by dash and width, too: colour, dash, width
  d: ["d", "solid", 2],
  g: ["model", "dash", 2],
  real: ["data", "dot", 1.8],
  fake: ["model", "dash", 1.8],
  value: ["d", "solid", 2.6],
  cost: ["dStar", "dashdot", 1.8],
};

/**
 * What can be chosen: curves as [field or how it follows from a row, words of its name, line], targets, scale.
 * The gap of D is what V lacks against the best D; the gap of G is what C(G) has above -log 4.
 * @typedef {string | ((row: Row, field: Run["row"]["field"]) => number)} Of
 * @type {Record<string, {curves: [Of, string, string][], targets: number[] | "loss", floor?: number, top?: number}>}
 */
const PANELS = {
  losses: {
    curves: [
      ["loss_d", "field.loss_d", "d"],
      ["loss_g", "field.loss_g", "g"],
    ],
    targets: "loss",
  },
  value: {
    curves: [
      ["value_real", "history.real", "real"],
      ["value_fake", "history.fake", "fake"],
      ["value", "field.value", "value"],
      ["cost", "field.cost", "cost"],
    ],
    targets: [-LOG4, -LOG2],
    top: 40, // two rows of names
  },
  jsd: {
    curves: [
      [(row, field) => row[field.cost] - row[field.value], "history.gap-d", "d"],
      [(row, field) => 2 * row[field.jsd], "history.gap-g", "g"],
    ],
    targets: [],
    floor: 1e-5,
  },
  gap: { curves: [["d_half_max", "field.d_half_max", "d"]], targets: [], floor: 1e-4 },
};

export class History {
  panel = "losses";
  drawnAt = 0;
  drawn = "";
  stale = false;
  /** @type {Run | null} */
  run = null;
  /** @type {number | undefined} */
  step = undefined;

  /** @param {HistoryPort} page */
  constructor(page) {
    this.page = page;
    this.tabs = h("div.gan1d-tabs", { role: "group", "aria-label": page.say("history.title") });
    for (const name of Object.keys(PANELS)) {
      this.tabs.append(
        h("button.gan1d-tab", {
          id: `history-${name}`,
          type: "button",
          "aria-pressed": String(name === this.panel),
          text: page.say(`history.${name}`),
          onclick: () => this.choose(name),
        }),
      );
    }
    this.graph = /** @type {PlotlyGraph} */ (h("div.gan1d-history-graph"));
    this.cursor = h("div.gan1d-cursor", { "aria-hidden": "true" });
    this.box = h("div.gan1d-history-box", { title: page.say("history.seek") }, this.graph, this.cursor);
    this.box.addEventListener("click", (event) => this.clicked(event));
    const note = h("p.gan1d-history-note", { text: page.say("pair.history") }); // seen where there are two runs
    this.element = h("section.gan1d-history", { "aria-label": page.say("history.title") }, this.tabs, this.box, note);
  }

  /** @param {Run} run */
  setRun(run) {
    this.run = run;
    this.stale = true;
  }

  /** @param {string} name of a panel */
  choose(name) {
    this.panel = name;
    for (const tab of this.tabs.querySelectorAll("button")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.testid === `history-${name}`));
    }
    this.refresh();
  }

  /**
   * Called at every refresh of the screen; draws seldom.
   * @param {number} now
   */
  tick(now) {
    const key = `${this.page.records.newest} ${this.page.records.first}`;
    if (now - this.drawnAt < EVERY || (key === this.drawn && !this.stale)) return;
    this.drawn = key;
    this.drawnAt = now;
    this.refresh();
  }

  /** Draw the panel in hand from at most about 600 records. */
  refresh() {
    const { records } = this.page;
    const { clientWidth: width, clientHeight: height } = this.box;
    if (!this.run || records.newest < 0 || !width || !height) return;
    this.stale = false;
    const rows = records.sample(POINTS).flatMap((index) => records.get(index) ?? []);
    const steps = rows.map((row) => row[0]);
    const { run, graph } = this;
    Plotly.react(graph, this.traces(run, rows, steps), this.layout(run, steps, width, height), { staticPlot: true });
    this.moveCursor(this.step);
  }

  /**
   * @param {Run} run
   * @param {Row[]} rows
   * @param {number[]} steps
   */
  traces(run, rows, steps) {
    const { colour, say } = this.page;
    const { curves, floor } = PANELS[this.panel];
    const { field } = run.row;
    const ghost = this.page.beside(POINTS);
    return curves.flatMap(([of, name, style]) => {
      const [tone, dash, width] = LINES[style];
      const read = (/** @type {Row} */ row) => (typeof of === "function" ? of(row, field) : row[field[of]]);
      const y = (/** @type {Row} */ row) => (floor ? Math.max(read(row), floor) : read(row));
      const line = { type: "scatter", mode: "lines", x: steps, name: say(name), showlegend: true, y: rows.map(y) };
      const was = { ...line, x: ghost.map((row) => row[0]), y: ghost.map(y), showlegend: false, opacity: 0.6 };
      const look = { color: colour[tone], dash, width, simplify: false };
      return [...(ghost.length ? [{ ...was, line: { ...look, dash: "1px,3px" } }] : []), { ...line, line: look }];
    });
  }

  /** @param {Run} run */
  targets(run) {
    const { targets } = PANELS[this.panel];
    if (targets !== "loss") return targets;
    const { loss_d_end: d, loss_g_end: g } = run.loss;
    return [d, g].filter((value) => value !== null);
  }

  /**
   * @param {Run} run
   * @param {number[]} steps
   * @param {number} width
   * @param {number} height
   */
  layout(run, steps, width, height) {
    const { colour } = this.page;
    const { floor: log, top = 22 } = PANELS[this.panel];
    const end = steps[steps.length - 1];
    const goals = this.targets(run);
    const line = (/** @type {number} */ y) => ({
      type: "line",
      xref: "x domain",
      x0: 0,
      x1: 1,
      y0: y,
      y1: y,
      line: { color: colour.text, width: 1, dash: "dash" },
    });
    const label = (/** @type {number} */ y) => ({
      xref: "x domain",
      x: 1,
      xanchor: "right",
      y,
      yanchor: "bottom",
      showarrow: false,
      text: goalText(y),
      font: { size: 11 },
    });
    return {
      width,
      height,
      margin: { l: 46, r: 8, t: top, b: 22 },
      font: { family: colour.font, size: 12, color: colour.text },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", font: { size: 12 }, bgcolor: "rgba(0,0,0,0)" },
      xaxis: { range: [0, reach(end, run.ends)], gridcolor: colour.grid, zeroline: false, nticks: 5 },
      yaxis: {
        type: log ? "log" : "linear",
        gridcolor: colour.grid,
        zeroline: false,
        nticks: 5,
        ...(log ? { dtick: 1, exponentformat: "power" } : {}),
        autorange: true,
        rangemode: "normal",
      },
      shapes: goals.map(line),
      annotations: goals.map(label),
    };
  }

  /**
   * Put the vertical line on the step that is shown.
   * @param {number | undefined} step
   */
  moveCursor(step) {
    this.step = step;
    const axes = this.graph._fullLayout;
    if (!axes || step === undefined) return;
    const { xaxis: axis, yaxis } = axes;
    const { _offset: top, _length: height } = yaxis;
    const left = Math.max(0, Math.min(axis._length, axis.l2p(step))) + axis._offset;
    this.cursor.style.transform = `translate(${left.toFixed(1)}px, ${top}px) scaleY(${height / 100})`;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const axis = this.graph._fullLayout?.xaxis;
    if (!axis || this.page.records.newest < 0) return;
    const pixel = event.clientX - this.box.getBoundingClientRect().left - axis._offset;
    this.page.seek(this.page.records.findStep(Math.max(0, axis.p2l(pixel))));
  }

  purge() {
    if (this.graph._fullLayout) Plotly.purge(this.graph);
  }
}

/**
 * Return the end of the step axis: it doubles, so that it moves seldom, and stops at the schedule's end.
 * @param {number} end the newest step
 * @param {number} aim
 */
function reach(end, aim) {
  const doubled = 100 * 2 ** Math.max(0, Math.ceil(Math.log2(end / 100)));
  return end <= aim ? Math.min(doubled, aim) : doubled;
}

/** @param {number} value */
function goalText(value) {
  if (Math.abs(value - LOG4) < 1e-3) return "log 4";
  if (Math.abs(value - LOG2) < 1e-3) return "log 2";
  if (Math.abs(value + LOG4) < 1e-3) return "−log 4";
  if (Math.abs(value + LOG2) < 1e-3) return "−log 2";
  return String(Math.round(value * 1000) / 1000);
}
