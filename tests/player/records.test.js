/** What the browser has received. */

import assert from "node:assert/strict";
import test from "node:test";
import { Records } from "../../gan1d/player/run/records.js";
import { message } from "./frames.js";

test("rows are views of the message, by frame index", () => {
  const records = new Records();
  const buffer = message(7, 0, 3);
  assert.equal(records.add(buffer, 7), true);
  assert.deepEqual([records.first, records.newest], [0, 2]);
  assert.equal(records.get(2)[0], 2);
  assert.equal(records.get(2).buffer, buffer);
  assert.equal(records.has(3), false);
  assert.equal(records.get(3), undefined);
});

test("a message of another epoch is dropped", () => {
  const records = new Records();
  assert.equal(records.add(message(1, 0, 3), 2), false);
  assert.equal(records.newest, -1);
});

test("the oldest go first; a hole begins anew; what is sent again replaces", () => {
  const records = new Records(10);
  records.add(message(0, 0, 15), 0);
  assert.deepEqual([records.first, records.newest, records.has(4)], [5, 14, false]);
  records.add(message(0, 10, 7), 0);
  assert.deepEqual([records.first, records.newest], [7, 16]);
  records.add(message(0, 30, 2), 0);
  assert.deepEqual([records.first, records.newest, records.has(16)], [30, 31, false]);
});

test("a change drops what comes after it", () => {
  const records = new Records();
  records.add(message(0, 0, 10), 0);
  records.truncate(4);
  assert.deepEqual([records.newest, records.has(5), records.has(4)], [4, false, true]);
  records.truncate(-1);
  assert.equal(records.newest, -1);
});

test("the frame of a step is found, the last that is not above it", () => {
  const records = new Records();
  records.add(message(0, 0, 10), 0);
  assert.deepEqual(
    [0, 3, 3.5, 99].map((step) => records.findStep(step)),
    [0, 3, 3, 9],
  );
});

test("a sample is evenly spread, its places stay, the newest is in it", () => {
  const records = new Records();
  records.add(message(0, 0, 1001), 0);
  const before = records.sample(100);
  assert.ok(before.length <= 102 && before.length > 50);
  assert.equal(before.at(-1), 1000);
  records.add(message(0, 1001, 5), 0);
  assert.deepEqual(records.sample(100).slice(0, -1), before.slice(0, records.sample(100).length - 1));
  assert.deepEqual(new Records().sample(100), []);
});
