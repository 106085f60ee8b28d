/** Two sessions on one clock. */

import assert from "node:assert/strict";
import test from "node:test";
import { counterpart, Lockstep } from "../../gan1d/player/run/lockstep.js";
import { Records } from "../../gan1d/player/run/records.js";
import { message } from "./frames.js";
import { changed, later, RUN, sessionOn } from "./sessions.js";

/** Return two sessions that go together, and how to let refreshes pass. */
function pair(atOfB = 0, hand = undefined) {
  const [a, b] = [sessionOn(0, hand), sessionOn(atOfB, hand)];
  for (const one of [a, b]) {
    one.source().events.status(true);
    one.source().events.text(RUN);
  }
  let now = 1000;
  const shown = [];
  const lockstep = new Lockstep(a.session, b.session);
  const pass = (refreshes) => {
    for (let i = 0; i < refreshes; i += 1) {
      now += 1000 / 60;
      a.session.clock.tick(now);
      b.session.clock.tick(now);
      shown.push([a.session.position, b.session.position]);
    }
  };
  return { a, b, lockstep, pass, shown };
}

const give = (one, first, count, epoch = 0) => one.source().events.binary(message(epoch, first, count));
const end = (one, index) =>
  one.source().events.text({ type: "state", epoch: 0, state: "ended", index, step: index, reason: "" });

test("both begin together, and the next frame is shown when both have it", () => {
  const { a, b, pass, shown } = pair();
  give(a, 0, 50);
  pass(3);
  assert.deepEqual(shown.at(-1), [-1, -1]); // B has none yet
  give(b, 0, 10);
  pass(30);
  assert.deepEqual(shown.slice(3, 6), [
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
  assert.deepEqual(shown.at(-1), [9, 9]);
  assert.ok(a.session.clock.takeStarved() > 0.1); // it waits for B
  give(b, 10, 40);
  pass(10);
  assert.deepEqual(shown.at(-1), [19, 19]);
  assert.ok(shown.every(([one, other]) => one === other));
});

test("where A is told to stop both stop, at any speed", () => {
  const { a, b, pass, shown } = pair();
  a.session.stopping.condition = {
    name: "step",
    field: "step",
    sign: "=",
    limit: 21,
    low: 0,
    high: 1e9,
    probability: false,
  };
  for (const one of [a, b]) {
    one.session.setSpeed(Number.POSITIVE_INFINITY);
    give(one, 0, 50);
  }
  pass(9);
  assert.deepEqual(shown.at(-1), [21, 21]);
  assert.deepEqual([a.session.playing, b.session.playing], [false, false]);
  a.session.play();
  pass(9);
  assert.deepEqual(shown.at(-1), [49, 49]);
});

test("pausing, stepping and scrubbing one moves both", () => {
  const { a, b, pass, shown } = pair();
  give(a, 0, 50);
  give(b, 0, 50);
  pass(20);
  b.session.pause();
  assert.deepEqual([a.session.playing, b.session.playing], [false, false]);
  a.session.seek(5);
  pass(1);
  assert.deepEqual(shown.at(-1), [5, 5]);
  b.session.seek(30);
  pass(1);
  assert.deepEqual(shown.at(-1), [30, 30]);
  b.session.stepBy(1);
  pass(1);
  assert.deepEqual(shown.at(-1), [31, 31]);
  a.session.play();
  pass(3);
  assert.deepEqual(shown.at(-1), [34, 34]);
  assert.ok(b.session.playing);
});

test("a frame that one of them lacks is trained there, and waited for", () => {
  const { a, b, pass, shown } = pair();
  give(a, 0, 200);
  give(b, 0, 50);
  pass(10);
  a.session.seek(150);
  pass(20);
  assert.deepEqual(shown.at(-1), [9, 9]);
  const wanted = b.source().sent.findLast(({ type }) => type === "want");
  assert.equal(wanted.upto, 152);
  give(b, 50, 110);
  pass(1);
  assert.deepEqual(shown.at(-1), [150, 150]);
});

test("a change of one holds both; the other is undisturbed and waits for what comes of it", async () => {
  const { a, b, pass, shown } = pair();
  give(a, 0, 50);
  give(b, 0, 50);
  pass(10);
  b.session.set("k", 3);
  pass(5);
  assert.deepEqual(shown.at(-1), [9, 9]);
  await b.answer(changed(1, 9, { id: "b1" }));
  pass(2);
  assert.deepEqual(shown.at(-1), [9, 9]);
  give(b, 10, 20, 1);
  pass(2);
  assert.deepEqual(shown.at(-1), [11, 11]);
  assert.equal(a.source().sent.filter(({ type }) => type !== "want").length, 0);
  assert.equal(a.session.records.newest, 49);
});

test("where one has ended the other goes on, leads, and both stop at the last end", () => {
  const { a, b, pass, shown } = pair();
  give(a, 0, 21);
  give(b, 0, 41);
  end(a, 20);
  end(b, 40);
  pass(30);
  assert.deepEqual(shown.at(-1), [20, 29]);
  assert.ok(a.session.atEnd && a.session.playing);
  pass(30);
  assert.deepEqual(shown.at(-1), [20, 40]);
  assert.deepEqual([a.session.playing, b.session.playing], [false, false]);
  a.session.seek(7);
  pass(1);
  assert.deepEqual(shown.at(-1), [7, 7]);
  b.session.seek(33);
  pass(1);
  assert.deepEqual(shown.at(-1), [20, 33]);
});

test("B joins in at the frame of A, which waits for it and then goes on", () => {
  const { a, b, pass, shown } = pair(30);
  give(a, 0, 60);
  for (let i = 0; i < 30; i += 1) a.session.clock.position = i; // it has played on alone
  give(b, 0, 20);
  pass(5);
  assert.deepEqual(shown.at(-1), [29, 19]);
  assert.ok(a.session.playing);
  give(b, 20, 20);
  pass(10);
  assert.ok(a.session.playing && b.session.playing);
  const [one, other] = shown.at(-1);
  assert.ok(one === other && one > 30, `${one} ${other}`);
});

test("when one begins another run both go back to the start", async () => {
  const { a, b, pass, shown } = pair();
  give(a, 0, 50);
  give(b, 0, 50);
  pass(20);
  b.session.restart({ seed: 4 });
  pass(1);
  await b.answer({ ...RUN, epoch: 1, id: "b1" });
  pass(3);
  assert.deepEqual(shown.at(-1), [19, -1]);
  give(b, 0, 10, 1);
  pass(2);
  assert.deepEqual(shown.slice(-2), [
    [0, 0],
    [1, 1],
  ]);
});

test("what is done with both holds them until it is done, and they play on if they did", async () => {
  const { a, b, lockstep, pass, shown } = pair();
  give(a, 0, 50);
  give(b, 0, 50);
  pass(10);
  let done = () => {};
  lockstep.during(() => new Promise((resolve) => (done = resolve)));
  pass(5);
  assert.deepEqual(shown.at(-1), [9, 9]);
  a.session.pause();
  done();
  await later();
  pass(2);
  assert.deepEqual(shown.at(-1), [11, 11]);
  assert.ok(b.session.playing);
});

test("the same step is shown though one of them has had a half step more", () => {
  const of = (...steps) => {
    const records = new Records();
    steps.forEach((step, i) => {
      records.rows.set(i, Float32Array.of(step));
    });
    records.newest = steps.length - 1;
    return records;
  };
  const [plain, halved] = [of(0, 1, 2, 3), of(0, 1, 1, 2, 3)];
  const into = (from, to) => [...from.rows.keys()].map((index) => counterpart(from, index, to));
  assert.deepEqual(into(plain, halved), [0, 1, 3, 4]);
  assert.deepEqual(into(halved, plain), [0, 1, 1, 2, 3]);
  assert.deepEqual(into(halved, halved), [0, 1, 2, 3, 4]);
  assert.deepEqual(into(of(0, 1, 2, 3, 4), of(0, 1)), [0, 1, 1, 1, 1]); // the nearest there is
});
