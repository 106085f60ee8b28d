/** The map: colours, places, the run of a cell; the line on which a map of one's own comes. */

import assert from "node:assert/strict";
import test from "node:test";
import {
  brief,
  colourAt,
  countWords,
  crossOn,
  differing,
  inkOn,
  NONE,
  placeOn,
  queryOf,
  runOf,
  SCALES,
  seen,
  shareOf,
  tick,
  WORDS,
} from "../../gan1d/player/story/map/cells.js";
import { Desk } from "../../gan1d/player/story/map/desk.js";

const RATES = [0.0001, 0.001, 0.01, 0.1];
const CELL = { jsd64: [0.01, 0.2], d_half_max: [null, null], converged: 3, runs: 4, health: "learning", seed: 7 };

/** Return a map of two rows. */
function map(changes = {}) {
  return {
    x: { name: "lr_d", values: RATES },
    y: { name: "k", values: [1, 3] },
    seeds: [0, 7],
    base: { data: "bimodal", lr_d: 0.0001, k: 1, gamma: 0.1, gamma_r2: null, seed: 0, steps: 1000, skip: true },
    cells: [null, null, null, null, null, CELL, null, null],
    ...changes,
  };
}

/** Return the contrast of two colours as WCAG has it. */
function contrast(...colours) {
  const lights = colours.map((colour) => {
    const linear = [1, 3, 5].map((i) => {
      const channel = parseInt(colour.slice(i, i + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05;
  });
  return Math.max(...lights) / Math.min(...lights);
}

/** Return a colour's brightness, 0 to 255. */
function brightness(colour) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b;
}

test("a JSD is coloured by its logarithm, within the ends of the scale, and what is good is bright", () => {
  const share = (value) => shareOf(value, SCALES.jsd64);
  assert.ok(Math.abs(share(0.001 * Math.sqrt(700)) - 0.5) < 1e-12);
  assert.deepEqual([share(0), share(1e-9), share(0.7), share(1)], [0, 0, 1, 1]);
  assert.equal(shareOf(0.25, SCALES.converged), 0.25);
  assert.deepEqual([colourAt(0, false), colourAt(1, false)], ["#fde725", "#440154"]);
  assert.equal(colourAt(1, true), "#fde725");
  const ramp = Array.from({ length: 33 }, (_, i) => brightness(colourAt(i / 32, true)));
  assert.ok(ramp.every((light, i) => !i || light > ramp[i - 1])); // told apart without any hue
});

test("what stands in a cell is read on its colour", () => {
  const ramp = Array.from({ length: 65 }, (_, i) => colourAt(i / 64, true));
  for (const colour of [...Object.values(WORDS).map(([colour]) => colour), NONE, ...ramp]) {
    assert.ok(contrast(inkOn(colour), colour) >= 4.5, colour);
  }
  const signs = Object.values(WORDS).map(([, sign]) => sign);
  assert.equal(new Set(signs).size, signs.length);
});

test("a cell shows the median, the share that converged, or the word", () => {
  assert.deepEqual(seen(CELL, "jsd64"), [colourAt(shareOf(0.01, SCALES.jsd64), false), ".010"]);
  assert.deepEqual(seen(CELL, "d_half_max"), [NONE, "–"]);
  assert.deepEqual(seen(CELL, "converged"), [colourAt(0.75, true), "3/4"]);
  assert.deepEqual(seen(CELL, "health"), WORDS.learning);
  assert.deepEqual([0.0071, 0.0461, 0.31, Math.LN2, 0].map(brief), [".0071", ".046", ".31", ".69", ".0000"]);
});

test("an axis says its values in few signs", () => {
  const values = [0.0001, 0.000316227766017, 0.00316227766017, 0.1, 0, -4, 12, null, true, "adam"];
  assert.deepEqual(values.map(tick), ["1e−4", "3.2e−4", "0.0032", "0.1", "0", "−4", "12", "–", "true", "adam"]);
});

test("a value lies between its neighbours by equal factors, beyond half a cell it is off the map", () => {
  assert.equal(placeOn(RATES, 0.01), 2);
  assert.ok(Math.abs(placeOn(RATES, Math.sqrt(0.01 * 0.1)) - 2.5) < 1e-12);
  assert.ok(Math.abs(placeOn(RATES, 0.2) - 3.301) < 1e-3);
  assert.ok(Math.abs(placeOn(RATES, 0.00005) + 0.301) < 1e-3);
  assert.deepEqual([placeOn(RATES, 1), placeOn(RATES, 1e-6), placeOn(RATES, 0)], [null, null, null]);
  assert.equal(placeOn([0, 0.1, 1], 0.05), 0.5); // no factor leads from 0
  assert.equal(placeOn([1, 2, 4], 3) > 1.5, true);
  assert.deepEqual([placeOn(["adam", "sgd"], "sgd"), placeOn(["adam", "sgd"], "rmsprop")], [1, null]);
  assert.deepEqual([placeOn([3], 3), placeOn([3], 4), placeOn([null, 1], 0.5)], [0, null, null]);
});

test("the cross stands in the middle of a cell whose values the knobs have", () => {
  assert.deepEqual(crossOn(map(), { lr_d: 0.01, k: 1 }), { x: 2.5 / 4, y: 1 / 4 });
  assert.deepEqual(crossOn(map(), { lr_d: 0.01, k: 3 }), { x: 2.5 / 4, y: 3 / 4 });
  assert.equal(crossOn(map(), { lr_d: 0.01, k: 20 }), null);
});

test("a click opens the run that stands for the cell, with all its knobs", () => {
  assert.equal(runOf(map(), 0, 0), null);
  const run = runOf(map(), 1, 1);
  assert.deepEqual(run, { ...map().base, lr_d: 0.001, k: 3, seed: 7 });
  const query = new URLSearchParams(queryOf({ ...run, data: "mixture:1,0,1;1,2,0.5" }));
  assert.deepEqual(
    ["data", "lr_d", "gamma_r2", "skip", "seed"].map((name) => query.get(name)),
    ["mixture:1,0,1;1,2,0.5", "0.001", "none", "true", "7"],
  );
});

test("what makes another recipe is named, not the map's own knobs, the seed or the length", () => {
  const here = { ...map().base, lr_d: 1, k: 9, seed: 5, steps: 10 };
  assert.deepEqual(differing(map(), here), []);
  assert.deepEqual(differing(map(), { ...here, gamma: 0, data: "claw" }), ["data", "gamma"]);
});

test("the legend counts the words", () => {
  const cells = ["learning", "converged", "learning"].map((health) => ({ ...CELL, health }));
  assert.deepEqual(countWords([null, ...cells]), [
    ["converged", 1],
    ["learning", 2],
  ]);
});

/** Return a desk, its line as the server sees it, and what the part was told. */
function desk() {
  const sent = [];
  const told = [];
  let events = null;
  let closed = 0;
  const made = new Desk((path, given) => {
    assert.equal(path, "gan1d/maps");
    events = given;
    return {
      ask: async (message) => sent.push(message) && { type: "offer" },
      send: (message) => sent.push(message) > 0,
      close: () => (closed += 1),
    };
  });
  made.changed = (places) => told.push(places);
  const order = { type: "draw", settings: {}, x: {}, y: {}, seeds: "0", steps: "9" };
  return { made, sent, told, order, line: () => events, closed: () => closed };
}

const news = (changes) => ({ type: "cells", key: "m", ahead: 0, done: 0, runs: 8, left: null, cells: [], ...changes });

test("nothing is asked before the line is open; cells come into the map as they are ready", async () => {
  const { made, sent, told, order, line } = desk();
  const answer = made.ask(order);
  await Promise.resolve();
  assert.deepEqual(sent, []);
  line().status(true);
  assert.deepEqual(await answer, { type: "offer" });
  assert.deepEqual(sent, [order]);
  line().text({ ...map(), type: "map", key: "m", command: "c" });
  line().text(news({ state: "working", done: 1, cells: [[2, CELL]] }));
  line().text(news({ state: "working", key: "another", cells: [[3, CELL]] }));
  assert.equal(made.map.cells[2], CELL);
  assert.equal(made.map.cells[3], null);
  assert.deepEqual(told.slice(-2), [null, [2]]);
  assert.ok(made.busy);
});

test("after a lost line the map is asked for again; a cancelled one is not", async () => {
  const { made, sent, order, line } = desk();
  const answer = made.ask(order);
  line().status(true);
  await answer;
  line().text({ ...map(), type: "map", key: "m", command: "c" });
  line().text(news({ state: "working" }));
  line().status(false);
  assert.equal(made.online, false);
  line().status(true);
  await Promise.resolve();
  assert.deepEqual(sent, [order, order]);
  made.cancel();
  assert.deepEqual(sent.at(-1), { type: "cancel" });
  line().text(news({ state: "cancelled", done: 3 }));
  line().status(false);
  line().status(true);
  assert.equal(sent.length, 3);
});

test("the line is kept as long as a map is under way", async () => {
  const { made, order, line, closed } = desk();
  const answer = made.ask(order);
  line().status(true);
  await answer;
  line().text({ ...map(), type: "map", key: "m", command: "c" });
  line().text(news({ state: "waiting", ahead: 2 }));
  made.rest();
  assert.equal(closed(), 0);
  line().text(news({ state: "done" }));
  made.rest();
  assert.equal(closed(), 1);
  assert.ok(made.map); // and is still there to be looked at
});
