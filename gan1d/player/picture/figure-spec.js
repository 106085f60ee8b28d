/** What the main figure consists of, as Plotly's data. Pure: no document, no state. */

/**
 * @import { Palette, Say, Surroundings } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

/** @typedef {ReturnType<typeof measures>} Size */
/** @typedef {Record<"model" | "d" | "dStar" | "ema" | "ghost" | "ghostD", number[]>} Series */
/** @typedef {Record<string, string | number | boolean | object | null | undefined>} Look of Plotly */

/** Places of the traces in the figure. */
export const TRACE = {
  model: 0,
  dStar: 1,
  dFaint: 2,
  d: 3,
  ema: 4,
  data: 5,
  support: 6,
  best: 7,
  arrows: 8,
  samples: 9,
  ghost: 10,
  ghostD: 11,
};

const TICK = 0.04; // height of a sample's tick, of the axis of densities

/**
 * Return the measures of a figure in pixels.
 * @param {number} width
 * @param {number} height
 * @param {Surroundings} place its size of type in a lecture: all else grows with it
 * @param {{zooms: boolean} | null} pair the scale it shares with a figure beside it
 */
export function measures(width, height, { font: large, paper, legend = true }, pair = null) {
  const small = width < 620;
  const font = large ?? (small ? 12 : height > 560 ? 18 : 15);
  const tight = small || (large !== undefined && width < 28 * font); // the legend takes two lines
  const bold = large ? Math.max(1.25, large / 15) : 1; // how much thicker the lines are
  return {
    width,
    height,
    small,
    font,
    tight,
    bold,
    lecture: large !== undefined,
    bare: large !== undefined || paper !== null || (pair !== null && small),
    zooms: pair?.zooms ?? !small,
    legend,
  };
}

/**
 * Return a point of the z line in units of x: z_range is laid on x_range.
 * @param {Pick<Run, "x_range" | "z_range">} run
 * @param {number} z
 */
export function zToX(run, z) {
  const [z0, z1] = run.z_range;
  const [x0, x1] = run.x_range;
  return x0 + ((z - z0) / (z1 - z0)) * (x1 - x0);
}

/**
 * Return the polyline z -> x of all arrows, a gap after each.
 * @param {Run} run
 * @param {number[]} ends
 */
function arrowLine(run, ends) {
  /** @type {(number | null)[]} */
  const x = [];
  /** @type {(number | null)[]} */
  const y = [];
  run.z.forEach((z, i) => {
    x.push(zToX(run, z), ends[i], null);
    y.push(0, 1, null);
  });
  return { x, y };
}

/** @param {Run} run */
function supportLine(run) {
  return {
    x: run.support.flatMap(([a, b]) => [a, b, null]),
    y: run.support.flatMap(() => [1, 1, null]),
  };
}

/**
 * Return a tick on the x axis for every number of one's own, as one line without gaps: one path.
 * @param {Run} run
 */
function sampleLine(run) {
  const tick = TICK * run.y_max;
  return { x: run.samples.flatMap((x) => [x, x, x]), y: run.samples.flatMap(() => [0, tick, 0]) };
}

/**
 * @param {Run} run
 * @param {Say} say
 */
function samplesName({ samples, distinct }, say) {
  const key = samples.length < distinct ? "legend.samples.some" : "legend.samples";
  return say(key, { shown: samples.length, count: distinct });
}

/**
 * Return the traces, in the order of TRACE.
 * @param {Run} run
 * @param {Series} series the points on the screen; kept and written to
 * @param {Palette} colour
 * @param {Say} say
 * @param {Size} size
 * @param {boolean} ghost whether there is another branch to be shown
 * @param {boolean} averages whether the averaged G can be shown
 */
export function traces(run, series, colour, say, size, ghost, averages) {
  const { small, bold, bare } = size;
  const base = { type: "scatter", mode: "lines", x: run.x, hoverlabel: { namelength: -1 } };
  const wide = (small ? 2.5 : 3.2) * bold;
  /**
   * @param {string} uid
   * @param {number[] | null} y
   * @param {string} name
   * @param {Look} line
   * @param {Look} more
   */
  const curve = (uid, y, name, line, more = {}) => ({
    ...base,
    uid: `gan1d_${uid}`,
    y,
    name,
    line: { simplify: false, ...line },
    hovertemplate: "%{y:.3f}",
    ...more,
  });
  const still = { hoverinfo: "skip", hovertemplate: undefined };
  const onD = { yaxis: "y2" };
  const onLines = { yaxis: "y3", ...still };
  /** @type {[string, number[], string, Look][]} */
  const ghosts = [
    ["ghost", series.ghost, colour.model, {}],
    ["ghostd", series.ghostD, colour.d, onD],
  ];
  const dName = say(run.loss.probability ? "legend.d" : "legend.critic");
  return [
    curve(
      "model",
      series.model,
      say("legend.model"),
      { color: colour.model, width: wide },
      { fill: "tozeroy", fillcolor: colour.modelFill, legendrank: 2 },
    ),
    curve(
      "dstar",
      series.dStar,
      say("legend.dstar"),
      { color: colour.dStar, width: 1.6 * bold },
      { ...onD, visible: run.loss.probability, legendrank: 4 },
    ),
    curve(
      "dfaint",
      series.d,
      dName,
      { color: colour.dFaint, width: wide * 0.8, dash: "dash" },
      { ...onD, ...still, showlegend: false, legendgroup: "d" },
    ),
    curve(
      "d",
      series.d,
      dName,
      { color: colour.d, width: wide, dash: "dash" },
      { ...onD, legendgroup: "d", legendrank: 3 },
    ),
    curve(
      "ema",
      series.ema,
      say("legend.ema"),
      { color: colour.ema, width: wide * 0.75, dash: "dashdot" },
      { visible: averages && "legendonly", legendrank: 6, showlegend: !bare },
    ),
    curve("data", run.p_data, say("legend.data"), { color: colour.data, width: wide, dash: "dot" }, { legendrank: 1 }),
    curve(
      "support",
      null,
      say("legend.support"),
      { color: colour.support, width: (small ? 8 : 11) * bold },
      { ...onLines, ...supportLine(run), showlegend: false },
    ),
    curve(
      "best",
      null,
      say("legend.best"),
      { color: colour.best, width: 1.3 * bold, dash: "4px,3px" },
      { ...onLines, ...arrowLine(run, run.best), visible: "legendonly", legendrank: 7, showlegend: !bare },
    ),
    curve(
      "arrows",
      null,
      say("legend.arrows"),
      { color: colour.arrow, width: 1.3 * bold },
      {
        ...onLines,
        ...arrowLine(
          run,
          run.z.map((z) => zToX(run, z)),
        ),
        showlegend: false,
      },
    ),
    curve(
      "samples",
      null,
      samplesName(run, say),
      { color: colour.data, width: bold },
      {
        ...still,
        ...sampleLine(run),
        opacity: 0.6,
        visible: run.samples.length > 0,
        legendrank: 5,
        showlegend: !bare,
      },
    ),
    // the legend does not name them: a line more of it would move the curves; the line of words does
    ...ghosts.map(([uid, y, color, axis]) =>
      curve(
        uid,
        y,
        "",
        { color, width: wide * 0.7, dash: "2px,3px" },
        { ...axis, ...still, visible: ghost, opacity: 0.8, showlegend: false },
      ),
    ),
  ];
}
