/** The main figure: Plotly draws it once, then every frame writes the paths itself. */

/**
 * @import { FigurePort, FigureScale, PlotlyGraph, Plot, Row } from "../ports.d.ts"
 * @import { Loss, Run } from "../messages.d.ts"
 */

import { roundUp } from "../base/dom.js";
import { NEGLIGIBLE } from "../maths/densities.js";
import { Fade } from "./fade.js";
import { layout } from "./figure-layout.js";
import { TRACE, measures, traces, zToX } from "./figure-spec.js";
import { arrowPath, curvePath, fillPath, pixelTexts, pointsOf, scaleOf } from "./paths.js";

const HOVER_EVERY = 5; // frames
const CONFIG = {
  displaylogo: false,
  responsive: false,
  scrollZoom: false,
  doubleClick: "reset",
  modeBarButtons: [["resetScale2d", "toImage"]],
};

export class Figure {
  /** @type {Run | null} */
  run = null;
  /** @type {Row | null} */
  row = null;
  key = ""; // of the run's zoom
  frames = 0;
  built = false;
  ema = false; // whether the moving average is shown
  hasEma = false; // whether the frame in hand has it
  hasGhost = false; // whether there is another branch
  /** @type {Row | undefined} */
  ghost = undefined; // its row at the frame in hand
  /** @type {[number, number] | null} */
  criticRange = null;
  /** @type {FigureScale<Figure> | null} */
  scale = null; // what it shares its axes by
  /** @type {{line?: SVGElement | null, fill?: Element | null}[]} */
  paths = []; // by trace; none before Plotly has drawn
  /** @type {string[]} */
  pixels = [];
  /** @type {number[]} */
  starts = []; // of the arrows
  barb = 0;
  fade = new Fade(); // of D*
  /** @type {import("./figure-spec.js").Series} */
  series = { model: [], d: [], dStar: [], ema: [], ghost: [], ghostD: [] };
  visible = new Uint8Array();
  /** @type {MouseEvent | null} */
  mouse = null;

  /**
   * @param {HTMLDivElement} element the graph div
   * @param {FigurePort} page
   */
  constructor(element, page) {
    this.element = /** @type {PlotlyGraph} */ (element);
    this.page = page;
    element.addEventListener("mousemove", (event) => (this.mouse = event));
    element.addEventListener("mouseleave", () => (this.mouse = null));
  }

  /**
   * Where things lie, in pixels of the picture; null before there is one.
   * @returns {Plot | null}
   */
  get plot() {
    const axes = this.element._fullLayout;
    if (!this.built || !axes?._plots) return null;
    const { xaxis, yaxis, yaxis2, yaxis3 } = axes;
    return {
      left: xaxis._offset,
      top: yaxis._offset,
      width: xaxis._length,
      height: yaxis._length,
      barb: this.barb,
      x: (value) => xaxis._offset + xaxis.c2p(value),
      d: (value) => yaxis2._offset + yaxis2.c2p(value),
      line: (share) => yaxis3._offset + yaxis3.c2p(share),
      density: (value) => yaxis._offset + yaxis.c2p(value),
      xAt: (pixel) => xaxis.p2l(pixel - xaxis._offset),
      densityAt: (pixel) => yaxis.p2l(pixel - yaxis._offset),
    };
  }

  /**
   * Show another run: new axes, the same graph div.
   * @param {Run} run
   * @param {string} key
   */
  setRun(run, key) {
    this.run = run;
    this.key = key;
    const blank = () => new Array(run.x.length).fill(0);
    this.series = { model: blank(), d: blank(), dStar: blank(), ema: blank(), ghost: blank(), ghostD: blank() };
    this.visible = new Uint8Array(run.x.length);
    this.starts = run.z.map((z) => zToX(run, z));
    this.criticRange = run.loss.probability ? null : [-1, 1];
    this.rescaled();
  }

  /** Its axes may be others. */
  rescaled() {
    if (this.scale) this.scale.changed();
    else this.refresh();
  }

  /**
   * The loss may have changed in mid-run: a critic has another axis than a probability.
   * @param {Loss} loss
   */
  setLoss(loss) {
    if (!this.run) return;
    const changed = this.run.loss.probability !== loss.probability;
    this.run = { ...this.run, loss };
    if (!changed) return;
    this.criticRange = loss.probability ? null : [-1, 1];
    this.rescaled();
  }

  /**
   * Show another branch beside the run, or no longer.
   * @param {boolean} on
   */
  setGhost(on) {
    if (on === this.hasGhost) return;
    this.hasGhost = on;
    this.refresh();
  }

  /** Bring Plotly up to date after a new run, theme or size; zoom and legend stay. */
  refresh() {
    if (!this.run) return;
    const { element, page } = this;
    const box = element.parentElement;
    if (!box?.clientWidth || !box.clientHeight) return;
    const { width, height } = page.place.paper ?? { width: box.clientWidth, height: box.clientHeight };
    const size = measures(width, height, page.place, this.scale);
    this.barb = (size.small ? 5 : 7) * size.bold;
    const data = traces(this.run, this.series, page.colour, page.say, size, this.hasGhost, page.averages);
    const axes = this.scale?.axes ?? this.run;
    const key = this.scale?.key ?? this.key;
    const look = layout(this.run, axes, this.criticRange, page.colour, page.say, size, key);
    if (this.built) Plotly.react(element, data, look, CONFIG);
    else Plotly.newPlot(element, data, look, CONFIG);
    if (!this.built) {
      element.on("plotly_afterplot", () => this.replotted());
      element.on("plotly_relayout", () => this.scale?.zoomed(this));
    }
    this.built = true;
    this.scale?.again(this);
    this.replotted();
  }

  /** Plotly has drawn: its elements and scales may be new, so find them and draw the frame again. */
  replotted() {
    const { element } = this;
    if (!this.run || !element._fullLayout?._plots) return;
    this.paths = element._fullData.map((trace) => this.pathsOf(trace.uid));
    this.pixels = pixelTexts(element._fullLayout.xaxis, this.run.x);
    for (const drawing of element.querySelectorAll(".main-svg")) drawing.setAttribute("aria-hidden", "true"); // said in words
    this.page.framed(element._fullLayout._size);
    const ema = element._fullData[TRACE.ema].visible === true;
    if (ema !== this.ema) this.page.wantsEma((this.ema = ema));
    const { line } = this.paths[TRACE.dStar];
    const { xaxis } = element._fullLayout;
    const along = this.run.x.map((x) => xaxis.c2p(x));
    if (line) this.fade.dress(line, this.page.colour.dStar, along);
    if (this.row) this.paint();
    this.paintArrows(TRACE.best, this.run.best);
  }

  /** @param {string} uid of a trace */
  pathsOf(uid) {
    const group = this.element.querySelector(`.trace${uid}`);
    const [line, ...others] = /** @type {NodeListOf<SVGElement>} */ (group?.querySelectorAll(".js-line")) ?? [];
    if (uid === "gan1d_support") return { line }; // stands still: Plotly's own path for each interval stays
    for (const other of others) other.setAttribute("d", ""); // the first holds the whole curve
    return { line, fill: group?.querySelector(".js-fill") };
  }

  /**
   * Draw one frame.
   * @param {Row} row
   * @param {Row} [ghost] of another branch
   */
  draw(row, ghost) {
    this.row = row;
    this.ghost = ghost;
    this.take(row);
    if (!this.criticFits()) this.rescaled();
    else this.paint();
    this.frames += 1;
    if (this.mouse && this.frames % HOVER_EVERY === 0) this.hoverAgain();
  }

  /**
   * Copy the row into the arrays that Plotly holds, so that hover, zoom and legend are right.
   * @param {Row} row
   */
  take(row) {
    const { series, run, visible } = this;
    if (!run) return;
    const shape = run.row;
    this.hasEma = row.length >= shape.ema + shape.points;
    const least = NEGLIGIBLE * run.y_max;
    const calc = this.built ? this.element.calcdata : [];
    const into = (/** @type {number} */ trace) => (calc[trace]?.length === shape.points ? calc[trace] : null);
    const [model, d, dFaint] = [into(TRACE.model), into(TRACE.d), into(TRACE.dFaint)];
    const [dStar, ema] = [into(TRACE.dStar), into(TRACE.ema)];
    for (let i = 0; i < shape.points; i += 1) {
      const p = row[shape.model + i];
      const sum = p + run.p_data[i];
      visible[i] = sum > least ? 1 : 0;
      series.model[i] = p;
      series.d[i] = row[shape.d + i];
      series.dStar[i] = sum > 1e-12 ? run.p_data[i] / sum : 0.5;
      series.ema[i] = this.hasEma ? row[shape.ema + i] : 0; // finite: Plotly makes no path for a curve of gaps
      if (model) model[i].y = p;
      if (d) d[i].y = series.d[i];
      if (dFaint) dFaint[i].y = series.d[i];
      if (dStar) dStar[i].y = series.dStar[i];
      if (ema) ema[i].y = series.ema[i];
    }
  }

  /** Say whether the critic's scale holds what is seen of it; widen the scale where not. */
  criticFits() {
    const { criticRange: range, series, visible } = this;
    if (!range) return true;
    let [low, high] = [Infinity, -Infinity];
    series.d.forEach((value, i) => {
      if (!visible[i] || !Number.isFinite(value)) return;
      low = Math.min(low, value);
      high = Math.max(high, value);
    });
    if (low >= range[0] && high <= range[1]) return true;
    const reach = Math.max(Math.abs(low), Math.abs(high), range[1]);
    const limit = roundUp(reach * 1.05);
    if (!Number.isFinite(limit) || limit === range[1]) return true;
    this.criticRange = [-limit, limit];
    return false;
  }

  /** Write the paths of the frame in hand. */
  paint() {
    const { element, paths, pixels, series, visible, run, row } = this;
    const axes = element._fullLayout;
    if (!paths.length || !axes || !run || !row) return;
    const density = scaleOf(axes.yaxis);
    const unit = scaleOf(axes.yaxis2);
    const { line, fill } = paths[TRACE.model];
    const model = curvePath(pointsOf(pixels, density, series.model));
    line?.setAttribute("d", model);
    fill?.setAttribute("d", fillPath(pixels, density, model));
    /** @type {(trace: number, points: string[], shown?: Uint8Array) => void} */
    const write = (trace, points, shown) => paths[trace].line?.setAttribute("d", curvePath(points, shown));
    const d = pointsOf(pixels, unit, series.d);
    write(TRACE.dFaint, d);
    write(TRACE.d, d, visible);
    if (paths[TRACE.dStar].line) {
      write(TRACE.dStar, pointsOf(pixels, unit, series.dStar), visible);
      this.fade.show((i) => series.model[i] + run.p_data[i], run.y_max);
    }
    if (paths[TRACE.ema].line) write(TRACE.ema, this.hasEma ? pointsOf(pixels, density, series.ema) : []);
    this.paintGhost(density, unit);
    const ticks = row.subarray(run.row.ticks, run.row.advice_d);
    this.paintArrows(TRACE.arrows, ticks);
  }

  /**
   * @param {import("./paths.js").Scale} density
   * @param {import("./paths.js").Scale} unit
   */
  paintGhost(density, unit) {
    const { ghost, paths, pixels, run } = this;
    const [model, d] = [paths[TRACE.ghost].line, paths[TRACE.ghostD].line];
    if (!model || !d || !run) return;
    const { points, model: first, d: firstD } = run.row;
    const part = (/** @type {number} */ from) => ghost?.subarray(from, from + points) ?? [];
    model.setAttribute("d", ghost ? curvePath(pointsOf(pixels, density, part(first))) : "");
    d.setAttribute("d", ghost ? curvePath(pointsOf(pixels, unit, part(firstD))) : "");
  }

  /**
   * @param {number} trace
   * @param {ArrayLike<number>} ends
   */
  paintArrows(trace, ends) {
    const { line } = this.paths[trace];
    const axes = this.element._fullLayout;
    if (!line || !axes) return;
    const { xaxis, yaxis3 } = axes;
    const pixel = (/** @type {number} */ x) => xaxis.c2p(x);
    line.setAttribute(
      "d",
      arrowPath(this.starts.map(pixel), Array.from(ends, pixel), yaxis3.c2p(0.02), yaxis3.c2p(0.97), this.barb),
    );
  }

  hoverAgain() {
    if (!this.mouse) return;
    const { clientX, clientY, target } = this.mouse;
    if (!this.element.querySelector(".hoverlayer")?.childElementCount) return;
    Plotly.Fx.hover(this.element, { clientX, clientY, target }, "xy");
  }

  purge() {
    if (this.built) Plotly.purge(this.element);
  }
}
