/** How far D's promise reaches, and how asked and done are compared. */

import assert from "node:assert/strict";
import test from "node:test";
import { lineOf, nextOf, placeOf } from "../../gan1d/player/maths/algorithm-walk.js";
import { climb, compare, onData, scaleFor, sigmoid, valueAt } from "../../gan1d/player/maths/pushes.js";
import { close } from "./close.js";

const XS = [0, 1, 2, 3];

test("uphill from a sample D is higher somewhere, or nowhere before it falls or the screen ends", () => {
  close(climb(XS, [0.1, 0.2, 0.4, 0.3], 0.5, 0.15, 1, 0.1).to, 1.25);
  close(climb(XS, [0.1, 0.2, 0.4, 0.3], 2.5, 0.35, -1, 0.01).to, 2.4);
  assert.deepEqual(climb(XS, [0.1, 0.2, 0.4, 0.3], 0.5, 0.15, 1, 0.5), { top: 0.4, end: "edge" });
  assert.deepEqual(climb(XS, [0.1, 0.2, 0.4, 0.45], 0.5, 0.15, 1, 0.5), { top: 0.45, end: "edge" });
  assert.deepEqual(climb(XS, [0.1, 0.2, 0.4, 0.45], 9, 0.15, 1, 0.5), { top: 0.15, end: "off" });
  assert.deepEqual(climb(XS, [0.4, 0.3, 0.1, 0], 0.5, 0.35, 1, 0.5), { top: 0.35, end: "falls" });
});

test("a curve between its points is straight, and nothing off them", () => {
  close(valueAt(XS, [0, 2, 4, 8], 2.5), 6);
  assert.ok(Number.isNaN(valueAt(XS, [0, 2, 4, 8], 3.01)));
});

test("a relativistic push knows D on the data, on the scale of the raw outputs", () => {
  const run = { loss: { has_value: true }, x: XS, p_data: [1, 3, 0, 0] };
  const shown = [0.5, 0.5, 0.5, 0.5]; // the logit is 0 everywhere; the samples' raw outputs are 2
  const real = onData(run, shown, [0.5, 1.5], [2, 2]);
  close(real.d, [2, 2]);
  close(real.mass, [0.25, 0.75]);
});

test("asked and moved are compared by size, sign and correlation", () => {
  const { scale, same, correlation } = compare([1, -1, 2], [2, -2, -4]);
  close(scale, 2);
  assert.equal(same, 2);
  close(correlation, -1 / 7);
  assert.ok(Number.isNaN(compare([1, 1], [0, 2]).correlation));
});

test("the scale of the arrows is round and stays while it does", () => {
  assert.equal(scaleFor(1, 10), 2);
  assert.equal(scaleFor(1.2, 10, 2), 2);
  assert.equal(scaleFor(0.01, 10, 2), 200);
  assert.equal(scaleFor(0, 10), 1000);
  close(sigmoid(0), 0.5);
});

test("Algorithm 1 knows which half steps led to a picture and what comes next", () => {
  const halves = [0, 1, 1, 2, 0];
  const records = { get: (i) => (i in halves ? [i, halves[i]] : undefined) };
  assert.deepEqual(placeOf(records, 2), { half: 1, updates: 2 });
  assert.deepEqual(placeOf(records, 3), { half: 2, updates: 2 });
  assert.deepEqual(placeOf(records, 4), { half: 0, updates: 0 });
  assert.deepEqual(
    [1, 3, 4].map((i) => lineOf(placeOf(records, i), i)),
    ["update-d", "update-g", "all"],
  );
  assert.equal(lineOf({ half: 0, updates: 0 }, 0), "");
  assert.equal(nextOf({ half: 1, updates: 1 }, null, 2), "noise-d");
  assert.equal(nextOf({ half: 1, updates: 2 }, null, 2), "noise-g");
  assert.equal(nextOf({ half: 0, updates: 0 }, "data", 2), "update-d");
});
