/** The player's maths against the numbers that Python has written: golden.py says how they are made. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { bearOut, read, readAll } from "../../gan1d/player/maths/claims.js";
import * as maths from "../../gan1d/player/maths/densities.js";
import { FACTORS, push } from "../../gan1d/player/maths/pushes.js";
import { close } from "./close.js";

const golden = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));
const { run } = golden;
const { p, q, d, x, bumps, ...wanted } = golden.densities;

test("densities, their distances and V are those of the metrics", () => {
  close(maths.jsd(p, q), wanted.jsd, "jsd");
  close(maths.tv(p, q), wanted.tv, "tv");
  close(maths.accuracy(p, q), wanted.accuracy, "accuracy");
  close(maths.dStar(p, q), wanted.d_star, "dStar");
  close(maths.value(p, q, d), wanted.value, "value");
  close(maths.value(p, q, maths.dStar(p, q)), wanted.value_of_best, "value of the best D");
  close(maths.cost(p, q), wanted.cost, "cost");
  close(maths.shortfall(p, q, d), wanted.shortfall, "shortfall");
  assert.equal(maths.jsd(p, p), 0);
});

test("V of the best D is the cost, and what D leaves of it is the shortfall", () => {
  close(maths.value(p, q, maths.dStar(p, q)), maths.cost(p, q));
  const left = maths.shortfall(p, q, d).reduce((sum, share) => sum + share, 0);
  close(left, maths.cost(p, q) - maths.value(p, q, d));
});

test("bumps are a density whose slopes are those of JSD", () => {
  const density = maths.mixture(x, bumps);
  close(density, wanted.mixture, "mixture");
  close(
    maths.masses(density).reduce((sum, mass) => sum + mass, 0),
    1,
  );
  for (const name of ["mean", "sd", "share"]) close(maths.slope(x, p, bumps, 0, name), wanted.slopes[name], name);
});

test("every step of the forger brings the bumps nearer", () => {
  const target = maths.masses(maths.mixture(x, bumps));
  const distances = [];
  let guess = [
    { mean: -2, sd: 1, share: 0.5 },
    { mean: 2, sd: 1, share: 0.5 },
  ];
  for (let i = 0; i < 40; i += 1) {
    distances.push(maths.jsd(target, maths.masses(maths.mixture(x, guess))));
    guess = maths.descend(x, target, guess);
  }
  assert.deepEqual(
    distances,
    [...distances].sort((a, b) => b - a),
  );
  assert.ok(distances[39] < distances[0] / 100);
});

for (const [loss, asked] of Object.entries(golden.pushes.asked)) {
  test(`a push is minus the gradient of the loss of G: ${loss}`, () => {
    assert.ok(loss in FACTORS, `maths/pushes.js has no factor of ${loss}`);
    const { d: raw, slope, on_data: real } = golden.pushes;
    close(
      raw.map((one, i) => push(loss, one, slope[i], real)),
      asked,
      loss,
    );
  });
}

test("every number of the lesson is read off a row as Python reads it, and bears out the same claims", () => {
  const rows = golden.lesson.rows.map((row) => Float32Array.from(row));
  for (const { readings, values, claims, hold } of golden.lesson.steps) {
    const found = readAll(readings, run, { get: (index) => rows[index] }, () => true);
    for (const [name, value] of Object.entries(values)) close(found[name].value, value, name);
    assert.deepEqual(
      claims.map((claim) => bearOut([claim], found)),
      hold,
    );
  }
});

test("a frame that is not kept gives no number, and no claim holds", () => {
  const { readings, claims } = golden.lesson.steps[0];
  const found = readAll(readings, run, { get: () => undefined }, () => true);
  assert.ok(Object.values(found).every(({ value }) => Number.isNaN(value)));
  assert.equal(bearOut(claims, found), false);
});

test("the run message says where the parts of a row lie", () => {
  const { row, x: grid, z, health } = run;
  const row0 = Float32Array.from(golden.lesson.rows[0]);
  assert.equal(row.points, grid.length);
  assert.equal(row.d - row.model, grid.length);
  assert.equal(row.advice_slope - row.advice_d, z.length);
  assert.equal(row.ema, row0.length);
  assert.equal(health[row0[row.health]], "learning");
  assert.equal(read({ what: "jsd", x: null }, row0, run), row0[row.field.jsd]);
});
