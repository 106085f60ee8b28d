/** Data of one's own while they are made: modes and points, and what becomes of them in a link. */

import assert from "node:assert/strict";
import test from "node:test";
import * as draft from "../../gan1d/player/own/draft.js";

const PRESETS = {
  trimodal: [
    [0.15, -4, 0.5],
    [0.6, 0, 0.8],
    [0.25, 3, 0.4],
  ],
};
const RANGE = [-6, 6];
const run = (data) => ({ settings: { data }, x: [-6, 0, 6], p_data: [0, 1, 0], x_range: RANGE });
const near = (a, b, within = 1e-9) => assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

test("an editor begins with the data in force where they are modes or points, else with two modes", () => {
  for (const data of ["mixture:0.3,-2,0.25;0.7,3,0.6", "mixture:2,-1e-05,1"]) {
    const text = draft.textOf(draft.begin(run(data), PRESETS));
    assert.deepEqual(text.split(/[:;,]/).map(Number).slice(1), data.split(/[:;,]/).map(Number).slice(1));
  }
  assert.equal(draft.textOf(draft.begin(run("trimodal"), PRESETS)), "mixture:0.15,-4,0.5;0.6,0,0.8;0.25,3,0.4");
  const { kind, points } = draft.begin(run("curve:0,1;2,3;5,0"), PRESETS);
  assert.deepEqual([kind, points], ["curve", { x: [0, 2, 5], y: [1, 3, 0] }]);
  const two = draft.begin(run("samples:1,2,3"), PRESETS).modes;
  assert.deepEqual([two.length, two[0].weight, two[0].mean, two[1].mean], [2, 0.5, -2, 2]);
});

test("a share is what a mode gets of the whole; the others keep their ratios", () => {
  const modes = [3, 1, 2].map((weight) => ({ weight, mean: 0, sd: 1 }));
  const next = draft.sharesOf(draft.withShare(modes, 0, 0.7));
  near(next[0], 0.7);
  near(next[2] / next[1], 2, 1e-2);
  for (const share of [-1, 0, 2]) {
    const shares = draft.sharesOf(draft.withShare(modes, 1, share));
    assert.ok(shares.every((one) => one > 0) && shares[1] <= 0.99, String(shares));
  }
  assert.deepEqual(draft.withShare(modes.slice(0, 1), 0, 0.2), modes.slice(0, 1)); // one mode is the whole
});

test("the density of modes is that of the mixture, and one more goes where there is room", () => {
  const modes = [
    { weight: 1, mean: -4, sd: 0.5 },
    { weight: 3, mean: -1, sd: 1 },
  ];
  near(draft.densityAt(modes, -1), 0.75 / Math.sqrt(2 * Math.PI), 1e-4);
  near(draft.peakOf(modes, 0), (0.25 / Math.sqrt(2 * Math.PI)) * 2);
  const three = draft.withOneMore(modes, RANGE);
  near(draft.sharesOf(three)[2], 1 / 3, 0.01);
  assert.ok(three[2].mean > 1 && three[2].mean < 5);
});

test("a stroke sets the heights it passes and no others, forth and back, fast or slow", () => {
  const flat = draft.evenly(RANGE, () => 0);
  assert.equal(flat.x.length, draft.POINTS);
  assert.deepEqual([flat.x[0], flat.x[63]], RANGE);
  const [from, to] = [
    { x: -3, y: 1 },
    { x: 3, y: 4 },
  ];
  for (const drawn of [draft.stroked(flat, from, to), draft.stroked(flat, to, from)]) {
    near(draft.heightAt(drawn, 0), 2.5, 0.02);
    assert.equal(draft.heightAt(drawn, -5), 0);
    assert.equal(draft.heightAt(drawn, 5), 0);
  }
  const tip = draft.stroked(flat, { x: 1, y: 2 }, { x: 1, y: 2 });
  assert.equal(tip.y.filter((height) => height > 0).length, 1); // even where no point lies between the ends
  assert.ok(draft.stroked(flat, { x: -3, y: -1 }, { x: 3, y: -1 }).y.every((height) => height === 0));
});

test("a drawn curve is short in a link; one without any area is nothing to learn", () => {
  const drawn = draft.evenly([999_998, 1_000_002], (x) => Math.exp(-((x - 1e6) ** 2)));
  const text = draft.textOf({ kind: "curve", modes: [], points: drawn });
  assert.ok(text.length < 1500, text);
  const rows = text
    .slice(6)
    .split(";")
    .map((row) => row.split(",").map(Number));
  assert.equal(rows.length, 64);
  assert.ok(rows.every(([x], i) => i === 0 || x > rows[i - 1][0]));
  assert.equal(Math.max(...rows.map(([, y]) => y)), 1);
  assert.ok(draft.isEmpty({ kind: "curve", modes: [], points: draft.evenly(RANGE, () => 0) }));
  assert.ok(!draft.isEmpty({ kind: "curve", modes: [], points: drawn }));
});

test("a curve from elsewhere is seen as a density, lowered where it would not fit", () => {
  const box = { x: [1, 3], y: [5, 5] };
  assert.deepEqual(draft.fitted(box, 10).y, [0.5, 0.5]);
  assert.deepEqual(draft.fitted(box, 0.2).y, [0.2, 0.2]);
});
