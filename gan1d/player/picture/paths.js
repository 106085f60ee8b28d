/** Text of SVG paths from curves in pixels. */

/** @typedef {{c2p: (value: number) => number}} Axis of Plotly: from a value to its pixel */
/** @typedef {{at: number, per: number}} Scale pixel = at + per * value */

const FAR = 1e5; // px; beyond this a spike is cut, so that no number grows long

/** @param {number} pixel */
function tenths(pixel) {
  return Math.round(Math.max(-FAR, Math.min(FAR, pixel)) * 10) / 10;
}

/**
 * Return the pixel of every x as text, written once for each zoom.
 * @param {Axis} axis
 * @param {number[]} x
 */
export function pixelTexts(axis, x) {
  return x.map((value) => `${tenths(axis.c2p(value))},`);
}

/**
 * Return the scale of an axis, by its own converter.
 * @param {Axis} axis
 * @returns {Scale}
 */
export function scaleOf(axis) {
  const at = axis.c2p(0);
  return { at, per: axis.c2p(1) - at };
}

/**
 * Return the points "x,y" of a curve as texts; "" where there is no number.
 * @param {string[]} pixels from pixelTexts
 * @param {Scale} scale
 * @param {ArrayLike<number>} values
 */
export function pointsOf(pixels, scale, values) {
  return pixels.map((x, i) => {
    const y = scale.at + scale.per * values[i];
    return Number.isNaN(y) ? "" : x + tenths(y);
  });
}

/**
 * Return the path through points.
 * @param {string[]} points from pointsOf
 * @param {Uint8Array} [shown] 0 makes a gap
 */
export function curvePath(points, shown) {
  let path = "";
  let pen = "M";
  for (let i = 0; i < points.length; i += 1) {
    if (points[i] === "" || (shown && !shown[i])) {
      pen = "M";
      continue;
    }
    path += pen + points[i];
    pen = "L";
  }
  return path;
}

/**
 * Return the closed path between a curve's path and the zero line.
 * @param {string[]} pixels from pixelTexts
 * @param {Scale} scale
 * @param {string} curve from curvePath
 */
export function fillPath(pixels, scale, curve) {
  if (!curve) return "";
  const zero = tenths(scale.at);
  return `${curve}L${pixels[pixels.length - 1]}${zero}L${pixels[0]}${zero}Z`;
}

/**
 * Return the path of arrows from (x0, y0) to (x1, y1), heads as open barbs.
 * @param {number[]} starts pixels along x
 * @param {number[]} ends
 * @param {number} y0
 * @param {number} y1
 * @param {number} barb length in pixels
 */
export function arrowPath(starts, ends, y0, y1, barb) {
  let path = "";
  for (let i = 0; i < starts.length; i += 1) {
    const dx = ends[i] - starts[i];
    const dy = y1 - y0;
    const size = barb / Math.hypot(dx, dy);
    const [bx, by] = [dx * size, dy * size]; // along the arrow; the barbs lie 25 degrees off it
    const left = [bx * 0.906 - by * 0.423, by * 0.906 + bx * 0.423];
    const right = [bx * 0.906 + by * 0.423, by * 0.906 - bx * 0.423];
    const tip = `${tenths(ends[i])},${tenths(y1)}`;
    path +=
      `M${tenths(starts[i])},${tenths(y0)}L${tip}`
      + `M${tenths(ends[i] - left[0])},${tenths(y1 - left[1])}L${tip}`
      + `L${tenths(ends[i] - right[0])},${tenths(y1 - right[1])}`;
  }
  return path;
}
