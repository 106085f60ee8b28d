/** Where the main figure's axes, lines and labels lie, as Plotly's layout. Pure: no document, no state. */

/**
 * @import { FigureAxes, Palette, Say } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 * @import { Look, Size } from "./figure-spec.js"
 */

import { zToX } from "./figure-spec.js";

/**
 * Return the marks of whole z below the z line.
 * @param {Run} run
 * @param {number} font
 */
function zMarks(run, font) {
  const [z0, z1] = run.z_range;
  const step = z1 - z0 > 5 ? 2 : 1;
  const marks = [];
  for (let z = Math.ceil(z0 / step) * step; z <= z1; z += step) {
    marks.push({
      x: zToX(run, z),
      y: 0,
      yref: "y3",
      xref: "x",
      text: String(z).replace("-", "−"),
      showarrow: false,
      yanchor: "top",
      yshift: -1,
      font: { size: font - 2 },
    });
  }
  return marks;
}

/**
 * @param {Run} run
 * @param {Palette} colour
 * @param {number} bold
 */
function shapes(run, colour, bold) {
  const across = { type: "line", xref: "x domain", x0: 0, x1: 1, layer: "below" };
  const line = (/** @type {number} */ y, /** @type {string} */ yref, /** @type {Look} */ style) => ({
    ...across,
    yref,
    y0: y,
    y1: y,
    line: style,
  });
  const plain = { color: colour.line, width: 1.4 * bold };
  const half = { color: colour.d, width: bold };
  return [line(1, "y3", plain), line(0, "y3", plain), ...(run.loss.probability ? [line(0.5, "y2", half)] : [])];
}

/** @param {Size} size */
function marginsOf({ small, font, lecture, tight, legend, bare, width }) {
  if (!legend) return { l: 34, r: 34, t: 12, b: 4 };
  if (!lecture)
    return {
      l: small ? 34 : font * 4,
      r: small ? 34 : font * 4,
      t: small ? (bare && width >= 400 ? 30 : 50) : font * 2.6,
      b: 4,
    };
  const side = font * (small ? 2.4 : 3.6);
  return { l: side, r: side, t: font * (tight ? 3.6 : 2), b: 4 };
}

/**
 * Return the layout.
 * @param {Run} run
 * @param {FigureAxes} axes ends of those of x and of densities
 * @param {[number, number]|null} criticRange the scale of a critic that is no probability
 * @param {Palette} colour
 * @param {Say} say
 * @param {Size} size
 * @param {string} key changes with every run: an older zoom is forgotten then
 */
export function layout(run, axes, criticRange, colour, say, size, key) {
  const { font, small, lecture } = size;
  const margins = marginsOf(size);
  const free = size.height - (lecture || !size.legend ? margins.t + 4 : small ? margins.t + 10 : 52); // the plot's own height, about
  const linesTop = Math.min(0.3, (small ? Math.max(74, font * 4.4) : font * 6) / free);
  const curvesBottom = linesTop + (font * 1.9) / free;
  const axis = { zeroline: false, linecolor: colour.line, tickcolor: colour.line, automargin: false };
  const title = (/** @type {string} */ text, /** @type {number} */ standoff, /** @type {string} */ color) =>
    small ? undefined : { text, standoff, font: { color, size: font } };
  const top = 1.04; // a little air above y_max and above D = 1, with both zeros level
  const probability = run.loss.probability;
  return {
    width: size.width,
    height: size.height,
    margin: margins,
    font: { family: colour.font, size: font, color: colour.text },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    uirevision: "stage",
    dragmode: size.zooms ? "zoom" : false,
    hovermode: "x unified",
    hoverlabel: { bgcolor: colour.back, bordercolor: colour.line, font: { color: colour.text, size: font } },
    hoverdistance: 30,
    showlegend: size.legend,
    modebar: { bgcolor: "rgba(0,0,0,0)", color: colour.line, activecolor: colour.text },
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 1,
      yanchor: "bottom",
      uirevision: "legend",
      font: { size: lecture ? font : small ? 11.5 : font - 1 },
      bgcolor: "rgba(0,0,0,0)",
      itemwidth: lecture ? 2 * font : 30,
      tracegroupgap: 0,
    },
    xaxis: {
      ...axis,
      range: [...axes.x_range],
      domain: [0, 1],
      anchor: "y",
      gridcolor: colour.grid,
      hoverformat: ".2f",
      showline: true,
      uirevision: key,
      title: undefined,
    },
    yaxis: {
      ...axis,
      range: [0, axes.y_max * top],
      domain: [curvesBottom, 1],
      gridcolor: colour.grid,
      uirevision: key,
      nticks: 6,
      title: title(say("axis.density"), 8, colour.text),
    },
    yaxis2: {
      ...axis,
      overlaying: "y",
      side: "right",
      showgrid: false,
      range: probability ? [0, top] : [...(criticRange ?? [-1, 1])],
      uirevision: `${key} ${criticRange}`,
      tickfont: { color: colour.d },
      ...(probability
        ? { tickmode: "array", tickvals: [0, 0.25, 0.5, 0.75, 1], ticktext: ["0", "¼", "½", "¾", "1"] }
        : { tickmode: "auto", nticks: 6, tickvals: undefined, ticktext: undefined }),
      title: title(say(probability ? "axis.d" : "axis.critic"), 6, colour.d),
    },
    yaxis3: {
      ...axis,
      domain: [0, linesTop],
      range: [small ? -0.42 : -0.36, 1.14],
      fixedrange: true,
      showgrid: false,
      anchor: "x",
      tickmode: "array",
      tickvals: [0, 1],
      ticktext: ["<i>z</i> ", "<i>x</i> "],
      tickfont: { size: font + 3 },
    },
    shapes: shapes(run, colour, size.bold),
    annotations: zMarks(run, font),
  };
}
