/** What the figure consists of, as data. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { layout } from "../../gan1d/player/picture/figure-layout.js";
import { measures, TRACE, traces, zToX } from "../../gan1d/player/picture/figure-spec.js";

const { run } = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));
const critic = { ...run, loss: { ...run.loss, probability: false } };
const place = { font: undefined, paper: null };
const size = measures(900, 500, place);
const colour = new Proxy({}, { get: (_, name) => `colour of ${String(name)}` });
const say = (key) => key;
const series = { model: [1], d: [2], dStar: [3], ema: [4], ghost: [5], ghostD: [6] };

test("every trace is at its place", () => {
  const all = traces(run, series, colour, say, size, false, true);
  const names = [
    "model",
    "dstar",
    "dfaint",
    "d",
    "ema",
    "data",
    "support",
    "best",
    "arrows",
    "samples",
    "ghost",
    "ghostd",
  ];
  assert.deepEqual(
    all.map(({ uid }) => uid),
    names.map((name) => `gan1d_${name}`),
  );
  assert.equal(all[TRACE.model].y, series.model); // the very array that the frames are written to
  assert.equal(all[TRACE.dFaint].y, series.d);
  assert.equal(all[TRACE.data].y, run.p_data);
  assert.equal(all[TRACE.dStar].visible, true);
  assert.equal(all[TRACE.ema].visible, "legendonly");
  const without = traces(run, series, colour, say, size, false, false)[TRACE.ema];
  assert.equal(without.visible, false); // nor is it in the legend
  assert.equal(traces(critic, series, colour, say, size, false, true)[TRACE.dStar].visible, false);
});

test("the arrows run from z to x, z laid on the range of x", () => {
  assert.equal(zToX(run, run.z_range[0]), run.x_range[0]);
  assert.equal(zToX(run, run.z_range[1]), run.x_range[1]);
  const { x, y } = traces(run, series, colour, say, size, false, true)[TRACE.best];
  assert.deepEqual(y.slice(0, 3), [0, 1, null]);
  assert.equal(x.length, 3 * run.z.length);
  assert.equal(x[1], run.best[0]);
});

test("numbers of one's own are ticks on the x axis, and the legend says if not all are shown", () => {
  assert.equal(traces(run, series, colour, say, size, false, true)[TRACE.samples].visible, false);
  const counted = (key, values) => [key, values?.shown, values?.count].join(" ");
  const own = { ...run, samples: [-1, 2], distinct: 2 };
  const { x, y, visible, name } = traces(own, series, colour, counted, size)[TRACE.samples];
  assert.deepEqual(x, [-1, -1, -1, 2, 2, 2]);
  assert.ok(y[0] === 0 && y[1] > 0 && y[2] === 0 && !y.includes(null));
  assert.equal(visible, true);
  assert.equal(name, "legend.samples 2 2");
  const some = traces({ ...own, distinct: 5 }, series, colour, counted, size);
  assert.equal(some[TRACE.samples].name, "legend.samples.some 2 5");
});

test("D has an axis of its own: 0 to 1 for a probability, free for a critic", () => {
  const { yaxis2, yaxis, shapes } = layout(run, run, null, colour, say, size, "run 1");
  assert.deepEqual(yaxis2.ticktext, ["0", "¼", "½", "¾", "1"]);
  assert.equal(yaxis2.range[0], 0);
  assert.equal(yaxis.range[1], run.y_max * 1.04);
  assert.equal(shapes.length, 3); // two lines of the arrows, D = 1/2
  const free = layout(critic, critic, [-5, 5], colour, say, size, "run 1");
  assert.deepEqual(free.yaxis2.range, [-5, 5]);
  assert.equal(free.yaxis2.tickvals, undefined);
  assert.equal(free.shapes.length, 2);
});

test("a zoom is forgotten by another run, or another scale of the critic", () => {
  const key = (of, range, name) => layout(of, of, range, colour, say, size, name).yaxis2.uirevision;
  assert.notEqual(key(run, null, "run 1"), key(run, null, "run 2"));
  assert.notEqual(key(critic, [-1, 1], "run 1"), key(critic, [-2, 2], "run 1"));
});

test("type and lines grow in a lecture, a phone has small ones, paper is bare", () => {
  assert.equal(measures(900, 600, place).font, 18);
  assert.equal(measures(390, 600, place).font, 12);
  const lecture = measures(1600, 900, { font: 40, paper: null });
  assert.deepEqual([lecture.font, lecture.lecture, lecture.bare], [40, true, true]);
  assert.ok(lecture.bold > 2);
  assert.ok(measures(930, 440, { font: undefined, paper: { width: 930, height: 440 } }).bare);
});
