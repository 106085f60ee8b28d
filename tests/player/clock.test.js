/** The clock: one picture after the other, none skipped, and how far the server may train. */

import assert from "node:assert/strict";
import test from "node:test";
import { Clock, MAX } from "../../gan1d/player/run/clock.js";
import { Records } from "../../gan1d/player/run/records.js";
import { message } from "./frames.js";

/** Return a clock over so many frames, what it has shown and wanted, and how to let refreshes pass. */
function clockOver(frames, hertz = 60) {
  const records = new Records();
  if (frames) records.add(message(0, 0, frames), 0);
  const seen = { shown: [], wanted: [], changed: 0, stops: [], met: [] };
  const clock = new Clock(records, {
    show: (index) => seen.shown.push(index),
    want: (upto) => seen.wanted.push(upto) > 0,
    after: () => {},
    changed: () => (seen.changed += 1),
    stop: (from, to) => seen.stops.find((stop) => from < stop && stop <= to) ?? null,
    met: (index) => seen.met.push(index),
  });
  let now = 1000;
  const pass = (refreshes) => {
    for (let i = 0; i < refreshes; i += 1) clock.tick((now += 1000 / hertz));
  };
  return { clock, records, seen, pass };
}

const upTo = (count) => Array.from({ length: count }, (_, i) => i);

test("at 60 steps a second every frame is one picture", () => {
  const { seen, pass } = clockOver(100);
  pass(100);
  assert.deepEqual(seen.shown, upTo(100));
});

test("on a screen of 120 hertz 60 steps a second are 60 pictures a second", () => {
  const { seen, pass } = clockOver(200, 120);
  pass(121);
  assert.deepEqual(seen.shown, upTo(seen.shown.length));
  assert.ok(Math.abs(seen.shown.length - 61) <= 1, `${seen.shown.length} pictures`);
});

test("a slow run shows each frame for its time, a fast one skips evenly, the fastest shows the newest", () => {
  const slow = clockOver(100);
  slow.clock.setSpeed(5);
  slow.pass(61);
  assert.deepEqual(slow.seen.shown, upTo(6));
  const fast = clockOver(1000);
  fast.clock.setSpeed(600);
  fast.pass(61);
  const steps = fast.seen.shown.slice(1).map((index, i) => index - fast.seen.shown[i]);
  assert.ok(
    steps.every((step) => step === 10),
    String(steps),
  );
  const most = clockOver(500);
  most.clock.setSpeed(MAX);
  most.pass(2);
  assert.deepEqual(most.seen.shown, [0, 499]);
});

test("nothing there, nothing shown; the first frame that comes is the first picture", () => {
  const { records, seen, pass } = clockOver(0);
  pass(3);
  assert.deepEqual(seen.shown, []);
  records.add(message(0, 0, 2), 0);
  pass(2);
  assert.deepEqual(seen.shown, [0, 1]);
});

test("a paused clock moves to a frame once it is there, and says that it was paused", () => {
  const { clock, records, seen, pass } = clockOver(10);
  pass(5);
  clock.pause();
  assert.equal(seen.changed, 1);
  clock.seek(10); // the next to come
  pass(3);
  assert.equal(clock.position, 4);
  records.add(message(0, 10, 1), 0);
  pass(1);
  assert.equal(clock.position, 10);
  clock.seek(2);
  pass(1);
  assert.equal(clock.position, 2);
  assert.ok(clock.rewound);
  clock.seek(1000);
  assert.equal(clock.goal, 11);
  clock.seek(-3);
  assert.equal(clock.goal, 0);
});

test("while a change is on its way nothing moves and nothing is asked for", () => {
  const { clock, seen, pass } = clockOver(50);
  pass(5);
  const { shown, wanted } = seen;
  const before = [shown.length, wanted.length];
  clock.hold(true);
  pass(20);
  assert.deepEqual([shown.length, wanted.length], before);
  clock.hold(false);
  pass(1);
  assert.equal(shown.at(-1), 5);
});

test("frames that are gone are left, and drawn again as they come again", () => {
  const { clock, records, seen, pass } = clockOver(50);
  pass(20);
  records.truncate(10);
  clock.cut(10);
  pass(1);
  assert.equal(seen.shown.at(-1), 10);
  records.add(message(0, 11, 1), 0);
  pass(1);
  assert.equal(seen.shown.at(-1), 11);
  clock.redraw();
  pass(1);
  assert.deepEqual(seen.shown.slice(-2), [11, 11]);
});

test("the server may train a little ahead: half a second, two frames when paused", () => {
  const { clock, seen, pass } = clockOver(1000);
  pass(61);
  assert.equal(seen.wanted.at(-1), seen.shown.at(-1) + 30);
  clock.setSpeed(500);
  pass(20);
  assert.ok(seen.wanted.at(-1) >= clock.position + 200);
  clock.pause();
  pass(10);
  assert.equal(seen.wanted.at(-1), clock.position + 2);
  clock.setSpeed(MAX);
  clock.play();
  pass(10);
  assert.equal(seen.wanted.at(-1), 999 + 500);
});

test("to come back from a hidden tab is not to skip what was missed", () => {
  const { clock, seen, pass } = clockOver(1000);
  clock.setSpeed(30);
  pass(10);
  const at = seen.shown.at(-1);
  clock.tick(1_000_000);
  assert.ok(clock.position <= at + 1);
});

test("it counts the time in which the next frame was not there, while it plays at a speed of its own", () => {
  const { clock, pass } = clockOver(31);
  pass(30);
  assert.equal(clock.takeStarved(), 0);
  pass(61);
  assert.ok(Math.abs(clock.takeStarved() - 1) < 0.05);
  assert.equal(clock.takeStarved(), 0);
  const standstills = [() => clock.pause(), () => clock.hold(true), () => clock.setSpeed(MAX)];
  for (const standstill of standstills) {
    clock.play();
    clock.hold(false);
    standstill();
    pass(30);
    assert.equal(clock.takeStarved(), 0);
  }
});
