/** Where a playing picture stops: at the first frame that meets the condition, at every speed, and not twice. */

import assert from "node:assert/strict";
import test from "node:test";
import { MAX } from "../../gan1d/player/run/clock.js";
import { linkOf } from "../../gan1d/player/run/stopping.js";
import { message } from "./frames.js";
import { changed, RUN, sessionOn } from "./sessions.js";

const FIELD = { jsd64: 3 };
const RUNNING = { ...RUN, row: { field: FIELD } };
const BELOW = { name: "jsd64", field: "jsd64", sign: "<", low: 0, high: 1, probability: false, limit: 0.1 };
const STEP = { name: "step", field: "step", sign: "=", low: 1, high: 1e7, probability: false, limit: 40 };

/** Frames of which those named, and they alone, have a JSD below 0.1. */
function frames(count, low) {
  const buffer = message(0, 0, count);
  const rows = new Float32Array(buffer, 16);
  for (let i = 0; i < count; i += 1) rows[4 * i + FIELD.jsd64] = low.includes(i) ? 0.05 : 0.5;
  return buffer;
}

/** Return a session over such frames, at its first one. */
function over(count, low, condition) {
  const all = sessionOn();
  all.session.stopping.condition = condition;
  all.source().events.status(true);
  all.source().events.text(RUNNING);
  all.source().events.binary(frames(count, low));
  all.pass(1);
  return all;
}

for (const speed of [1, 30, 60, 61, 250, 1000, MAX]) {
  test(`at a speed of ${speed} it stops at the very frame`, () => {
    const { session, of, pass } = over(400, [37, 38, 39, 90, 91, 200], BELOW);
    session.setSpeed(speed);
    const met = [];
    for (let i = 0; i < 3; i += 1) {
      pass(60 * 210);
      met.push(session.position);
      assert.equal(session.playing, false);
      session.play();
    }
    assert.deepEqual(met, [37, 90, 200]); // 38 and 39 hold as 37 did
    assert.deepEqual(of("met"), [
      ["met", 37],
      ["met", 90],
      ["met", 200],
    ]);
    const shown = of("frame").map(([, , index]) => index);
    assert.ok([37, 90, 200].every((index) => shown.includes(index)));
    pass(60 * 210);
    assert.deepEqual([session.playing, session.position], [true, 399]);
  });
}

test("who goes back before it is stopped there again; who starts where it holds is not", () => {
  const { session, of, pass } = over(100, [20, 21, 22], BELOW);
  session.setSpeed(MAX);
  pass(5);
  session.seek(3);
  pass(1);
  session.play();
  pass(5);
  assert.equal(session.position, 20);
  session.seek(21);
  pass(1);
  session.play();
  pass(5);
  assert.deepEqual([session.position, of("met").length], [99, 2]);
});

test("a step is reached once, also over half steps, and no frame without a number meets anything", () => {
  const { session, of, pass } = over(100, [], STEP);
  session.setSpeed(MAX);
  pass(5);
  assert.deepEqual([session.position, session.playing], [40, false]);
  session.play();
  pass(5);
  assert.deepEqual([session.position, of("met").length], [99, 1]);
  const none = over(100, [20], { ...BELOW, field: "d_half_max", probability: true }); // no such field: NaN
  none.session.setSpeed(MAX);
  none.pass(5);
  assert.equal(none.session.position, 99);
});

test("one that is set where it holds stands still there; set anew, it does so again", () => {
  const { session, of, pass } = over(100, [20, 21, 22, 23, 24, 25], null);
  pass(20);
  assert.equal(session.position, 20);
  session.stopWhen(BELOW);
  assert.deepEqual([session.playing, of("met")], [false, [["met", 20, true]]]);
  session.play();
  pass(2);
  assert.deepEqual([session.playing, session.position], [true, 22]);
  session.stopWhen({ ...BELOW, limit: 0.2 });
  assert.deepEqual([session.playing, of("met").length], [false, 2]);
  session.stopWhen(null);
  session.play();
  pass(60 * 5);
  assert.deepEqual([session.position, of("stopSet").length], [99, 3]);
});

test("a step that lies behind stops nothing, and that is said", () => {
  const { session, of, pass } = over(100, [], null);
  pass(60);
  session.stopWhen(STEP);
  assert.deepEqual([session.playing, of("met")], [true, [["met", 60, true]]]);
  pass(10);
  assert.equal(session.position, 70);
});

test("a condition looks at a run that was turned, and nothing stops who follows a lecture or stands on the way", () => {
  const { session, source, pass } = over(60, [50], BELOW);
  pass(30);
  source().events.text({ ...changed(1, 30), row: { field: FIELD } });
  const later = frames(60, [35]);
  new Uint32Array(later, 0, 4).set([1, 0, 60, 4]);
  source().events.binary(later);
  session.setSpeed(MAX);
  pass(5);
  assert.equal(session.position, 35);
  const led = over(100, [20], BELOW);
  led.session.clock.keepTo({ index: 60, playing: true, speed: "max", part: null });
  led.pass(3);
  assert.deepEqual([led.session.position, led.of("met")], [99, []]);
  const paused = over(100, [20], BELOW);
  paused.session.seek(60);
  paused.pass(3);
  assert.deepEqual([paused.session.position, paused.of("met")], [60, []]);
});

test("in a link a colon stands for the sign", () => {
  assert.deepEqual([linkOf(null), linkOf(BELOW), linkOf(STEP)], ["", "jsd64:0.1", "step:40"]);
});
