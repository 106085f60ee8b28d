/** The branches of a run: what is left, what is shared, what can be gone back to. */

import assert from "node:assert/strict";
import test from "node:test";
import { Branches, lastShared } from "../../gan1d/player/run/branches.js";

const rows = (count) => new Map(Array.from({ length: count }, (_, i) => [i, Float32Array.of(i)]));
const turned = (step) => ({ step, changes: [["k", 3, step]], net: null });

test("a run turned at an earlier frame leaves a ghost beyond it, and a way back", () => {
  const branches = new Branches();
  assert.deepEqual([branches.list, branches.row(3), branches.sample(10)], [[], undefined, []]);
  branches.fork(20, rows(50), "?first", turned(20));
  const [root, one] = branches.list;
  assert.deepEqual([root.file, root.turned, one.turned.step], ["?first", null, 20]);
  assert.equal(branches.current, one);
  assert.equal(branches.ghost.branch, root);
  assert.equal(branches.row(20), undefined); // both have it
  assert.equal(branches.row(21)[0], 21);
  assert.equal(branches.row(50), undefined); // it had not come so far
  assert.deepEqual(
    branches.sample(4).map(([i]) => i),
    [20, 28, 36, 44, 49],
  );
  branches.going = root;
  branches.arrive(rows(40), "?second");
  assert.deepEqual([branches.current, branches.ghost.branch, one.file], [root, one, "?second"]);
  assert.equal(branches.ghost.since, 20);
  branches.clear();
  assert.deepEqual([branches.list, branches.current, branches.ghost], [[], null, null]);
});

test("what two branches share ends where the first of them was left", () => {
  const branches = new Branches();
  branches.fork(100, rows(200), "?", turned(100));
  const [root, a] = branches.list;
  branches.fork(150, rows(200), "?", turned(150));
  const b = branches.current;
  branches.fork(50, rows(200), "?", turned(50)); // before b itself began
  const c = branches.current;
  branches.going = a;
  branches.arrive(rows(200), "?");
  branches.fork(180, rows(200), "?", turned(180));
  const d = branches.current;
  const shared = [
    [root, a],
    [a, b],
    [root, b],
    [b, c],
    [root, c],
    [a, c],
    [d, b],
    [d, c],
    [d, root],
    [d, d],
  ];
  assert.deepEqual(
    shared.map(([x, y]) => lastShared(x, y)),
    [100, 150, 100, 50, 50, 50, 150, 50, 100, Number.POSITIVE_INFINITY],
  );
});

test("the oldest branch goes first, but never the one on the screen or its ghost", () => {
  const branches = new Branches();
  for (let i = 0; i < 12; i += 1) branches.fork(10, rows(20), `?${i}`, turned(i));
  assert.equal(branches.list.length, 8);
  assert.ok(branches.list.includes(branches.current) && branches.list.includes(branches.ghost.branch));
});
