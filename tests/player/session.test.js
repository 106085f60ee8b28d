/** A session against a source of frames that is no socket. */

import assert from "node:assert/strict";
import test from "node:test";
import { goToBranch } from "../../gan1d/player/run/branching.js";
import { message } from "./frames.js";
import { changed, later, RUN, sessionOn } from "./sessions.js";

/** Return a session that shows frame 9 of 50. */
function playing(hand) {
  const all = sessionOn(0, hand);
  all.source().events.status(true);
  all.source().events.text(RUN);
  all.source().events.binary(message(0, 0, 50));
  all.pass(10);
  return all;
}

test("it says what it has, shows the first frame of a run as its beginning, and asks for more", () => {
  const { session, source, of, pass } = sessionOn();
  assert.deepEqual(source().events.hello(), { epoch: null, have: null });
  pass(2);
  assert.deepEqual(source().sent, []); // no run yet
  source().events.text(RUN);
  source().events.binary(message(0, 0, 50));
  assert.ok(session.fresh);
  pass(3);
  assert.equal(of("begin").length, 1);
  assert.deepEqual(
    of("frame").map(([, row, index]) => [row[0], index]),
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  );
  assert.deepEqual(of("latest").at(-1), ["latest", 49]);
  assert.deepEqual(of("link"), [["link", "?a"]]);
  assert.ok(source().sent.some(({ type, upto }) => type === "want" && upto >= 20));
  assert.deepEqual(source().events.hello(), { epoch: 0, have: 49 });
  assert.equal(session.firstRun, session.run);
});

test("a knob goes to the server with the frame on the screen; further turns wait and go together", async (t) => {
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const { session, source, of, answer, pass } = playing();
  session.set("k", 3);
  session.set("lr_d", 0.1);
  session.set("k", 4);
  const orders = () => source().sent.filter(({ type }) => type === "set");
  assert.deepEqual(orders(), [{ type: "set", changes: { k: 3 }, at: 9 }]);
  assert.equal(session.idle, false);
  pass(5);
  assert.equal(session.position, 9); // it stands still until the answer
  await answer(changed(1, 9));
  assert.deepEqual(of("settle").at(-1).slice(2), [{ lr_d: 0.1, k: 4 }]); // what is still under way
  source().events.binary(message(1, 10, 20));
  now += 200;
  pass(2);
  assert.deepEqual(orders()[1].changes, { lr_d: 0.1, k: 4 });
  assert.equal(session.runAt(9), session.firstRun);
  assert.notEqual(session.runAt(10), session.firstRun);
});

test("several knobs can be turned by one change", () => {
  const { session, source } = playing();
  session.turnTogether({ steps: 100, gamma: 1 });
  assert.deepEqual(source().sent.at(-1), { type: "set", changes: { steps: 100, gamma: 1 }, at: 9 });
});

test("a refusal is said and the knobs go back", async () => {
  const { session, of, answer, pass } = playing();
  session.set("k", -1);
  await answer({ type: "refused", text: "k = -1 is not allowed" });
  assert.equal(of("notice").at(-1)[1].text, "k = -1 is not allowed");
  assert.equal(of("settle").at(-1)[1], session.run);
  assert.ok(session.idle);
  pass(1);
  session.set("k", 2);
  await answer(changed(1, 10));
  assert.deepEqual(of("notice").at(-1), ["notice", { text: "" }]); // mended
});

test("a refusal is heard although somebody else has turned a knob meanwhile", async () => {
  const { session, source, answer } = playing();
  session.set("k", -1);
  source().events.text(changed(1, 9)); // the sidebar's
  await answer({ type: "refused", text: "k = -1 is not allowed" });
  assert.ok(session.idle);
});

test("half steps pause, go one at a time, and wait in a line of eight", async () => {
  const { session, source, answer, pass, of } = playing();
  for (let i = 0; i < 12; i += 1) session.half("d");
  assert.equal(session.playing, false);
  assert.equal(session.orders.halves.length, 8);
  const halves = () => source().sent.filter(({ type }) => type === "half");
  assert.deepEqual(halves(), [{ type: "half", player: "d", at: 9 }]);
  await answer(changed(1, 9));
  pass(2);
  assert.equal(halves().length, 1); // its picture first
  source().events.binary(message(1, 10, 1));
  pass(2);
  assert.equal(of("frame").at(-1)[2], 10);
  assert.equal(halves().length, 2);
});

test("a change while rewound branches there: what was seen beyond is a ghost, and can be gone back to", async () => {
  const files = [];
  const hand = async (text) => files.push(text) && { token: "t", at: 0 };
  const { session, source, pass, answer, of } = playing(hand);
  pass(40);
  session.seek(2);
  pass(2);
  assert.ok(session.rewound);
  session.set("k", 3);
  assert.equal(source().sent.at(-1).at, 2);
  await answer({
    type: "changed",
    id: 1,
    from: 2,
    epoch: 1,
    settings: { k: 3 },
    kept: 0,
    events: ["2:k=3"],
    link: "?b",
  });
  const { branches } = session;
  const [first, other] = branches.list;
  assert.deepEqual(other.turned, { step: 2, changes: [["k", 2, 3]], net: null });
  assert.deepEqual([branches.current, branches.ghost.branch, branches.ghost.since], [other, first, 2]);
  assert.equal(branches.row(2), undefined);
  assert.equal(branches.row(30)[0], 30);
  source().events.binary(message(1, 3, 20));
  pass(2);
  goToBranch(session, first);
  await later();
  assert.deepEqual(JSON.parse(files[0]).events, []); // as it was
  assert.deepEqual(source().sent.at(-1), { type: "open", token: "t" });
  await answer({ ...RUN, id: 2, epoch: 2 });
  assert.deepEqual(JSON.parse(other.file).events, ["2:k=3"]);
  assert.deepEqual([branches.current, branches.ghost.branch], [first, other]);
  source().events.binary(message(2, 0, 50));
  pass(3);
  assert.equal(session.position, 2); // where it was
  assert.equal(of("arrived").length, 1);
  source().events.text({ ...RUN, epoch: 3 }); // another run
  assert.deepEqual(branches.list, []);
});

test("what was trained ahead and never seen is no branch", async () => {
  const { session, source, pass, answer } = playing();
  pass(10);
  session.set("k", 3);
  await answer({
    type: "changed",
    id: 1,
    from: source().sent.at(-1).at,
    epoch: 1,
    settings: { k: 3 },
    kept: 0,
    events: [],
    link: "?b",
  });
  assert.deepEqual(session.branches.list, []);
});

test("at the end it pauses and says so; to go on is to play on", async () => {
  const { session, source, of, pass } = playing();
  const end = { type: "state", epoch: 0, state: "ended", index: 49, step: 49, reason: "" };
  source().events.text({ ...end, epoch: 5 }); // of another epoch
  pass(10);
  assert.equal(session.halt, null);
  source().events.text(end);
  pass(60);
  assert.deepEqual(of("stopped").at(-1), ["stopped", end]);
  assert.equal(session.playing, false);
  session.toggle();
  assert.equal(source().sent.at(-1).type, "go_on");
  assert.ok(session.playing);
  assert.deepEqual(of("stopped").at(-1), ["stopped", null]);
});

test("a frame far ahead is come to in stretches", () => {
  const { session, source, pass } = playing();
  session.pause();
  session.goTo(1000);
  pass(20);
  assert.equal(source().sent.at(-1).upto, 49 + 400 + 2);
  assert.equal(session.idle, false);
  source().events.binary(message(0, 50, 400));
  pass(2);
  assert.equal(session.position, 449);
  assert.ok(session.idle);
});

test("a link is opened paused or playing; knobs go with a restart", async () => {
  const { session, source, answer } = playing();
  session.restart({ seed: 5 });
  assert.deepEqual(source().sent.at(-1), { type: "restart", changes: { seed: 5 } });
  await answer({ ...RUN, epoch: 1 });
  const opened = session.open("?data=normal", false);
  assert.deepEqual(source().sent.at(-1), { type: "open", query: "?data=normal" });
  await answer({ ...RUN, epoch: 2 });
  await opened;
  assert.equal(session.playing, false);
  assert.equal(session.position, -1);
});

test("a link to a moment is gone to over the newest frames, paused, with the knobs of then", () => {
  const { session, source, of, pass } = sessionOn(60);
  const { text, binary } = source().events;
  source().events.status(true);
  text(RUN);
  binary(message(0, 0, 21));
  pass(3);
  assert.deepEqual([session.position, session.playing], [20, false]);
  assert.deepEqual(of("underway").at(-1), ["underway", 60, 20, false]);
  assert.equal(source().sent.at(-1).upto, 62);
  text({ ...changed(0, 20), settings: { k: 3 } }); // an event of the link
  binary(message(0, 21, 25));
  pass(3);
  assert.deepEqual([session.position, of("settle").at(-1)[1].settings], [45, { k: 3 }]);
  binary(message(0, 46, 15));
  text({ ...changed(0, 60), settings: { k: 4 } }); // acts after the frame of the link
  binary(message(0, 61, 1));
  text({ ...changed(0, 61), settings: { k: 5 } }); // after the next one
  binary(message(0, 62, 1));
  pass(8);
  assert.equal(session.position, 60);
  assert.deepEqual(of("arrived"), [["arrived", 60, false]]);
  assert.deepEqual(of("settle").at(-1)[1].settings, { k: 4 });
  assert.deepEqual([source().sent.at(-1).at, session.playing], [60, false]);
  session.set("k", 9);
  assert.deepEqual(source().sent.at(-1), { type: "set", changes: { k: 9 }, at: 60 }); // not after the events to come
  session.orders.release();
  session.stepBy(1);
  pass(2);
  assert.deepEqual(of("settle").at(-1)[1].settings, { k: 5 });
  assert.equal(of("arrived").length, 1);
});

test("a run that ends before the moment of a link shows its last frame; who does something goes no farther", () => {
  const short = sessionOn(5000);
  short.source().events.text(RUN);
  short.source().events.binary(message(0, 0, 30));
  short.source().events.text({ type: "state", epoch: 0, state: "ended", index: 29, step: 29, reason: "" });
  short.pass(4);
  assert.deepEqual([short.session.position, short.session.atEnd], [29, true]);
  assert.deepEqual(short.of("arrived"), [["arrived", 5000, true]]);
  const left = sessionOn(5000);
  left.source().events.status(true);
  left.source().events.text(RUN);
  left.source().events.binary(message(0, 0, 30));
  left.pass(3);
  assert.equal(left.source().sent.at(-1).upto, 29 + 400 + 2); // so far at a time
  left.session.seek(3);
  left.pass(2);
  left.session.play();
  left.pass(3);
  assert.equal(left.of("arrived").length, 0);
  assert.ok(left.session.position < 10);
});

test("another run is another source; nothing is under way on it", () => {
  const { session, sources } = playing();
  session.set("k", 3);
  session.connect("live/2");
  assert.ok(sources[0].closed);
  assert.deepEqual([sources[1].path, session.run, session.orders.busy], ["live/2", null, null]);
});

test("a line that comes back is told again who wants the average", () => {
  const { session, source, of } = playing();
  session.setEma(true);
  source().sent.length = 0;
  source().events.status(false);
  source().events.status(true);
  assert.deepEqual(source().sent, [{ type: "view", ema: true }]);
  assert.deepEqual(of("online").slice(-2), [
    ["online", false],
    ["online", true],
  ]);
});

test("a view hears that the server turns its page away", () => {
  const { of, source } = sessionOn();
  source().events.status(false);
  source().events.foreign();
  assert.equal(of("foreign").length, 1);
  assert.equal(of("lost").length, 0);
});
