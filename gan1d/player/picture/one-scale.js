/** Figures on one scale: the same axes, and the same part of them in sight. */

/**
 * @import { FigureScale } from "../ports.d.ts"
 * @import { Figure } from "./figure.js"
 */

const AXES = /** @type {const} */ (["xaxis", "yaxis", "yaxis2"]);

/** @implements {FigureScale<Figure>} */
export class OneScale {
  /** @type {Record<string, [number, number]> | null} */
  sight = null; // where a reader has zoomed to
  seen = ""; // the key it is of
  high = 0; // end of the critics' axis
  zooms = window.matchMedia("(pointer: fine)").matches;

  /** @param {Figure[]} figures */
  constructor(figures) {
    this.figures = figures;
    for (const figure of figures) figure.scale = this;
    this.changed();
  }

  end() {
    for (const figure of this.figures) {
      figure.scale = null;
      figure.refresh();
    }
  }

  get runs() {
    return this.figures.flatMap(({ run }) => run ?? []);
  }

  /** The axes that hold the runs of all of them. */
  get axes() {
    const { runs } = this;
    if (!runs.length) return null;
    const lows = runs.map(({ x_range: [low] }) => low);
    const highs = runs.map(({ x_range: [, high] }) => high);
    /** @type {[number, number]} */
    const ends = [Math.min(...lows), Math.max(...highs)];
    return { x_range: ends, y_max: Math.max(...runs.map((run) => run.y_max)) };
  }

  get key() {
    return this.figures.map(({ key }) => key).join(" ");
  }

  changed() {
    const critics = this.figures.filter(({ criticRange }) => criticRange);
    const high = Math.max(...critics.map(({ criticRange }) => criticRange?.[1] ?? 0));
    for (const critic of critics) critic.criticRange = [-high, high];
    if (this.seen !== this.key) this.sight = null;
    if (this.sight && this.high !== high) delete this.sight["yaxis2.range"];
    this.seen = this.key;
    this.high = high;
    for (const figure of this.figures) figure.refresh();
  }

  /**
   * Return what is in sight of a figure's axes; a critic's and a probability's have nothing in common.
   * @param {Figure} figure
   */
  sightOf({ built, element }) {
    const shown = element._fullLayout;
    if (!built || !shown) return null;
    const kinds = new Set(this.runs.map(({ loss }) => loss.probability));
    const shared = AXES.filter((axis) => axis !== "yaxis2" || kinds.size === 1);
    return Object.fromEntries(
      shared.map((axis) => [`${axis}.range`, /** @type {[number, number]} */ ([...shown[axis].range])]),
    );
  }

  /** @param {Figure} figure */
  zoomed(figure) {
    const sight = this.sightOf(figure);
    if (JSON.stringify(sight) === JSON.stringify(this.sight)) return;
    this.sight = sight;
    for (const other of this.figures) if (other !== figure) this.again(other);
  }

  /** @param {Figure} figure */
  again(figure) {
    const { sight } = this;
    if (!sight || JSON.stringify(sight) === JSON.stringify(this.sightOf(figure))) return;
    Plotly.relayout(figure.element, sight);
  }
}
