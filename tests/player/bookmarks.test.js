/** Bookmarks: put, written, kept with the run they were made in, and never lost in silence. */

import assert from "node:assert/strict";
import test from "node:test";
import { Bookmarks } from "../../gan1d/player/run/bookmarks.js";
import { goToBranch } from "../../gan1d/player/run/branching.js";
import { message } from "./frames.js";
import { changed, later, RUN, sessionOn } from "./sessions.js";

const BOUNDS = { most: 4 };
const indices = ({ bookmarks }) => bookmarks.list.map(({ index }) => index);

/** Return a session that has come to frame 49, with bookmarks at some frames. */
function marked(...at) {
  const given = [];
  const hand = async (text) => {
    given.push(JSON.parse(text));
    const marks = (given.at(-1).marks ?? []).map((mark) => ({ index: Number(mark.split(":")[0]), note: "" }));
    return { token: "t", at: 0, marks };
  };
  const all = sessionOn(0, hand);
  Object.assign(all.session.bookmarks, BOUNDS);
  all.source().events.status(true);
  all.source().events.text(RUN);
  all.source().events.binary(message(0, 0, 50));
  all.pass(60);
  for (const index of at) all.session.bookmarks.put(index, `at ${index}`);
  return { ...all, given };
}

test("they stand in the order of their frames, one at each, and there are not too many", () => {
  let told = 0;
  const marks = Object.assign(new Bookmarks({ changed: () => (told += 1) }), BOUNDS);
  assert.ok(marks.put(30, "b") && marks.put(7) && marks.put(30, " c\n<b> ") && marks.put(50) && marks.put(60));
  assert.equal(marks.put(70), false);
  assert.deepEqual(marks.texts(), ["7:", "30:c <b>", "50:", "60:"]);
  marks.remove(50);
  assert.deepEqual([marks.at(50), marks.at(30)?.note, told], [undefined, "c <b>", 6]);
  assert.deepEqual([marks.beyond(59), marks.beyond(60)], [true, false]);
  marks.cut(30);
  marks.cut(30);
  assert.deepEqual([marks.texts(), marks.gone], [["7:", "30:c <b>"], { count: 1, file: "" }]);
});

test("in a link commas and tildes are written otherwise, and what does not fit is left out whole", () => {
  const marks = Object.assign(new Bookmarks({ changed: () => {} }), BOUNDS);
  marks.put(20, "a, b ~- c");
  marks.put(812, "到此");
  assert.deepEqual([marks.link(), marks.fit], ["20:a~- b ~~- c,812:到此", true]);
  for (let i = 0; i < 4; i += 1) marks.put(20 + i, "字".repeat(80));
  assert.equal(marks.fit, false);
});

test("a file and a link hold them; a link without them says so", () => {
  const { session } = marked(7, 30);
  assert.deepEqual(JSON.parse(session.text(5)).marks, ["7:at 7", "30:at 30"]);
  assert.equal(session.lacks.includes("marks"), false);
  session.bookmarks.put(8, "字".repeat(300));
  assert.ok(session.lacks.includes("marks"));
  assert.equal("marks" in JSON.parse(marked().session.text()), false);
});

test("those beyond the frame at which a run branches go with the branch that is left, and come back with it", async () => {
  const { session, source, of, answer, pass, given } = marked(7, 20, 30, 45);
  session.seek(20);
  pass(1);
  session.set("k", 5);
  await answer(changed(1, 20, { events: ["20:k=5"], settings: { k: 5 }, link: "?b" }));
  assert.deepEqual(indices(session), [7, 20]);
  assert.deepEqual(of("left"), [["left", 2, ""]]);
  assert.deepEqual(of("notice").length, 1); // said after the answer has cleared what was said before
  const [first] = session.branches.list;
  assert.deepEqual(JSON.parse(first.file).marks, ["7:at 7", "20:at 20", "30:at 30", "45:at 45"]);
  source().events.binary(message(1, 21, 20));
  session.bookmarks.put(33, "new");
  const going = goToBranch(session, first);
  await later();
  await answer({ ...RUN, epoch: 2, link: "?a" });
  await going;
  assert.deepEqual(given[0].marks.length, 4);
  assert.deepEqual(indices(session), [7, 20, 30, 45]);
  assert.deepEqual(JSON.parse(session.branches.list[1].file).marks, ["7:at 7", "20:at 20", "33:new"]);
  assert.equal(of("left").length, 1); // nothing is lost: it lies in the other branch
});

test("bookmarks of a link lie on frames to come: a turn before them makes a branch, what the link says itself none", async () => {
  const { session, source, of, answer, pass } = marked();
  session.bookmarks.put(400, "to come");
  source().events.text(changed(0, 49, { kept: 0, events: [] })); // an event of the link's own
  assert.deepEqual([indices(session), session.branches.list.length], [[400], 0]);
  source().events.text(changed(0, 49, { kept: 0, events: ["49:on"] })); // goes on: the same frames
  assert.deepEqual(indices(session), [400]);
  pass(1);
  session.set("k", 5);
  await answer(changed(1, 49, { kept: 1, events: ["49:k=5"], settings: { k: 5 } }));
  assert.deepEqual([indices(session), session.branches.list.length], [[], 2]);
  assert.deepEqual(of("left"), [["left", 1, ""]]);
  assert.deepEqual(JSON.parse(session.branches.list[0].file).marks, ["400:to come"]);
  session.bookmarks.put(300);
  source().events.text(changed(2, 49, { kept: 2, events: ["49:k=6"], settings: { k: 6 } })); // from the sidebar
  assert.deepEqual([indices(session), of("left").length], [[], 2]);
});

test("another run has none, says so, and the way back holds them; the same run begun again keeps them", async () => {
  const { session, source, of, answer } = marked(7, 30);
  session.restart();
  await answer({ ...RUN, epoch: 1 });
  assert.deepEqual([indices(session), of("left")], [[7, 30], []]);
  session.restart({ seed: 4 });
  await answer({ ...RUN, epoch: 2, settings: { k: 2, seed: 4 } });
  assert.deepEqual(indices(session), []);
  const [[, count, file]] = of("left");
  assert.deepEqual([count, JSON.parse(file).marks], [2, ["7:at 7", "30:at 30"]]);
  session.bookmarks.put(3, "mine");
  source().events.text({ ...RUN, epoch: 3, settings: { k: 9 } }); // from the sidebar: nobody asked here
  assert.equal(of("left").length, 2);
  const opening = session.openFile(file);
  await later();
  await answer({ ...RUN, epoch: 4 });
  await opening;
  assert.deepEqual(indices(session), [7, 30]);
});

test("those of a link wait for its run, and a run that is not its own has none", () => {
  const { session, source } = sessionOn();
  session.bookmarks.waiting = [{ index: 812, note: "x" }];
  source().events.status(true);
  source().events.text({ ...RUN, waits: true });
  assert.deepEqual(indices(session), []);
  source().events.text({ ...RUN, epoch: 1, waits: false });
  assert.deepEqual(indices(session), [812]);
});

test("a run that was lost comes back with its bookmarks", async () => {
  const { session, sources, answer, of, given } = marked(7, 30);
  session.connect("live/2");
  sources.at(-1).events.status(true);
  await later();
  await answer({ ...RUN, epoch: 0, id: "o" });
  assert.deepEqual([indices(session), of("left")], [[7, 30], []]);
  assert.deepEqual(given[0].marks, ["7:at 7", "30:at 30"]);
});

test("a bookmark that lies ahead is gone to", () => {
  const { session, source, of, pass } = marked(400);
  session.visit(30);
  pass(1);
  assert.deepEqual([session.position, session.playing], [30, false]);
  session.visit(400);
  source().events.binary(message(0, 50, 360));
  pass(5);
  assert.deepEqual([session.position, session.playing], [400, false]);
  assert.deepEqual([of("arrived"), of("underway").at(-1)?.[1], of("stopped").at(-1)], [[], 400, ["stopped", null]]);
});
