/** Curves as the text of SVG paths. */

import assert from "node:assert/strict";
import test from "node:test";
import { arrowPath, curvePath, fillPath, pixelTexts, pointsOf, scaleOf } from "../../gan1d/player/picture/paths.js";

const axis = { c2p: (value) => 100 - 10 * value };
const pixels = pixelTexts({ c2p: (x) => 20 * x }, [0, 0.333, 1]);

test("pixels have one digit after the point, and a spike is cut", () => {
  assert.deepEqual(pixels, ["0,", "6.7,", "20,"]);
  assert.deepEqual(pointsOf(["0,"], scaleOf(axis), [1e9]), ["0,-100000"]);
});

test("the scale is the axis' own", () => {
  assert.deepEqual(scaleOf(axis), { at: 100, per: -10 });
});

test("a curve runs from point to point, with a gap where there is no number or nothing to be shown", () => {
  const points = pointsOf(pixels, scaleOf(axis), [1, 2, 3]);
  assert.equal(curvePath(points), "M0,90L6.7,80L20,70");
  assert.equal(curvePath(points, Uint8Array.of(1, 0, 1)), "M0,90M20,70");
  assert.equal(curvePath(pointsOf(pixels, scaleOf(axis), [1, NaN, 3])), "M0,90M20,70");
  assert.equal(curvePath([]), "");
});

test("an area is closed by the zero line", () => {
  assert.equal(fillPath(pixels, scaleOf(axis), "M0,90L20,70"), "M0,90L20,70L20,100L0,100Z");
  assert.equal(fillPath(pixels, scaleOf(axis), ""), "");
});

test("an arrow has a shaft and two barbs at its tip", () => {
  const path = arrowPath([0], [0], 100, 0, 10);
  assert.equal(path, "M0,100L0,0M-4.2,9.1L0,0L4.2,9.1");
});
