/** After a loss: the run goes whole to another seat, and back to the picture where it was. */

import assert from "node:assert/strict";
import test from "node:test";
import { handOver, Whole } from "../../gan1d/player/run/whole.js";
import { message } from "./frames.js";
import { changed, later, RUN, sessionOn } from "./sessions.js";

const TOKEN = { token: "t", at: 0 };
const REFUSED = { type: "refused", text: "no", name: "bytes" };

/** Return a session that has lost its seat at frame `at`, with one event, and the texts it hands over. */
async function lost({ at = 30, play = true, answers = [TOKEN], link = "?data=a&events=3:d" } = {}) {
  const handed = [];
  const all = sessionOn(0, async (text) => {
    handed.push(JSON.parse(text));
    return answers[Math.min(handed.length, answers.length) - 1];
  });
  all.source().events.status(true);
  all.source().events.text({ ...RUN, settings: { k: 2, data: "a" }, initial: { k: 1 }, events: ["3:k=2"], link });
  all.source().events.binary(message(0, 0, 50));
  all.pass(at + 1);
  all.source().events.text(changed(1, at, { kept: 1, events: ["9:d"], link }));
  if (!play) all.session.pause();
  all.source().events.status(false);
  all.source().events.lost();
  all.session.connect("live/2");
  all.source().events.status(true);
  all.source().events.text({ ...RUN, settings: { k: 9 }, link: "?lossy" }); // of the seat, by the address
  await later();
  return { ...all, handed };
}

/** Have the seat take the run up and train it to a frame. */
async function back(all, frames) {
  await all.answer({ ...RUN, id: "b", events: ["3:k=2", "9:d"], link: "?whole" });
  all.source().events.binary(message(0, 0, frames));
  all.pass(3);
}

test("the run in hand is kept whole, from the first message to the last", () => {
  const whole = new Whole();
  assert.equal(whole.text(), "");
  whole.begin({ settings: { k: 3, data: "a" }, initial: { k: 2 }, events: ["1:k=3", "9:d"] });
  whole.change({ kept: 1, events: ["4:g", "4:d"] });
  assert.deepEqual(JSON.parse(whole.text(7)), {
    ...{ gan1d: 1, settings: { k: 2, data: "a" } },
    ...{ events: ["1:k=3", "4:g", "4:d"], at: 7 },
  });
  assert.deepEqual(whole.lacks("?data=a&events=1:d"), []);
  assert.deepEqual(whole.lacks("?seed=3"), ["data", "changes"]);
});

test("it goes whole to the new seat and back to its picture, and the picture is said to be the same", async () => {
  const all = await lost();
  assert.deepEqual(all.handed, [{ gan1d: 1, settings: { k: 1, data: "a" }, events: ["3:k=2", "9:d"], at: 0 }]);
  assert.deepEqual(all.source().sent, [{ type: "open", token: "t" }]);
  assert.deepEqual(all.of("underway").at(-1), ["underway", 30, 0, true]);
  assert.deepEqual(all.of("online").at(-1), ["online", false]); // the line does not say that all is well
  await back(all, 20);
  assert.deepEqual([all.session.position, all.session.playing], [19, false]);
  assert.deepEqual(all.of("underway").at(-1), ["underway", 30, 19, true]);
  assert.equal(all.of("returned").length, 0);
  all.source().events.binary(message(0, 20, 20));
  all.pass(3);
  assert.deepEqual(all.of("returned"), [["returned", 30, true]]);
  assert.ok(all.session.playing);
  assert.equal(all.of("link").at(-1)[1], "?whole");
});

test("one that stood still stands still again; other bits are said to be others", async () => {
  const all = await lost({ play: false });
  await all.answer({ ...RUN, id: "b" });
  const other = message(0, 0, 31);
  new Float32Array(other, 16 + 30 * 16)[3] += 1; // the last number of frame 30
  all.source().events.binary(other);
  all.pass(4);
  assert.deepEqual(all.of("returned"), [["returned", 30, false]]);
  assert.equal(all.session.playing, false);
});

test("what is turned meanwhile waits for the picture; a restart on the wrong run does nothing", async () => {
  const all = await lost();
  all.session.set("k", 5);
  all.session.half("g");
  all.session.restart();
  await later();
  assert.deepEqual(all.source().sent, [{ type: "open", token: "t" }]);
  await back(all, 20);
  assert.equal(all.source().sent.filter(({ type }) => type === "set").length, 0);
  all.source().events.binary(message(0, 20, 20));
  all.pass(3);
  assert.deepEqual(all.source().sent.at(-1), { type: "set", changes: { k: 5 }, at: 30 });
});

test("a second loss on the way leads to the same picture", async () => {
  const all = await lost();
  await back(all, 20);
  all.source().events.status(false);
  all.session.connect("live/3");
  all.source().events.status(true);
  await later();
  assert.deepEqual(all.handed[1].events, ["3:k=2", "9:d"]);
  await back(all, 40);
  assert.deepEqual(all.of("returned"), [["returned", 30, true]]);
  assert.ok(all.session.playing);
});

test("a line that falls before the answer hands over again", async () => {
  const all = await lost();
  all.source().events.status(false);
  await all.answer({ type: "dropped" });
  all.source().events.status(true);
  await later();
  assert.equal(all.handed.length, 2);
  assert.deepEqual(all.source().sent.at(-1), { type: "open", token: "t" });
  assert.equal(all.of("notice").length, 0);
});

test("what the server does not take comes back as far as the address holds it, and what is missing is said", async () => {
  const all = await lost({ answers: [REFUSED], link: "?data=a" });
  assert.deepEqual(all.source().sent, [{ type: "open", query: "?data=a" }]);
  await back(all, 40);
  const [, lacks, text] = all.of("lessThanBefore")[0];
  assert.deepEqual([lacks, JSON.parse(text)], [["changes"], all.handed[0]]);
  assert.equal(all.of("returned").length, 0);
  assert.ok(all.session.playing);
  const whole = await lost({ answers: [REFUSED] }); // the address holds all of it
  await back(whole, 40);
  assert.deepEqual(whole.of("returned"), [["returned", 30, true]]);
  assert.equal(whole.of("lessThanBefore").length, 0);
});

test("where even the address is refused, the run that the seat came with is there", async () => {
  const all = await lost({ answers: [REFUSED] });
  await all.answer({ type: "refused", text: "no", id: "b" });
  assert.deepEqual(all.source().sent.at(-1), { type: "restart" });
  await back(all, 40);
  assert.deepEqual(all.of("lessThanBefore")[0][1], ["data", "changes"]);
  assert.equal(all.of("notice").length, 0);
});

test("a server that does not answer is asked again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const all = await lost({ answers: [{ type: "dropped" }, TOKEN] });
  assert.deepEqual(all.source().sent, []);
  t.mock.timers.tick(3000);
  await later();
  assert.deepEqual(all.source().sent, [{ type: "open", token: "t" }]);
});

test("a page that has no run yet has nothing to hand over", () => {
  const all = sessionOn(0, () => assert.fail("nothing is there"));
  all.session.connect("live/2");
  all.source().events.status(true);
  all.source().events.text(RUN);
  assert.equal(all.session.run, RUN);
});

test("a file opens at its frame, or plays; one that is refused leaves the run as it was", async () => {
  const answers = [REFUSED, { type: "dropped" }, { token: "f", at: 12 }, { token: "g", at: 0 }];
  const all = sessionOn(0, async () => answers.shift());
  all.source().events.text(RUN);
  all.source().events.binary(message(0, 0, 50));
  all.pass(10);
  await all.session.openFile("x");
  await all.session.openFile("x");
  assert.deepEqual(
    all.of("notice").map(([, { name }]) => name),
    ["bytes", "unreachable"],
  );
  assert.deepEqual([all.session.playing, all.session.position], [true, 9]);
  all.session.openFile("x");
  await later();
  assert.deepEqual(all.source().sent.at(-1), { type: "open", token: "f" });
  await all.answer({ ...RUN, epoch: 1, id: "o" });
  all.source().events.binary(message(1, 0, 20));
  all.pass(4);
  assert.deepEqual([all.session.playing, all.session.position], [false, 12]);
  assert.deepEqual(all.of("arrived"), [["arrived", 12, false]]);
  all.session.openFile("x");
  await later();
  await all.answer({ ...RUN, epoch: 2, id: "p" });
  assert.equal(all.session.playing, true);
});

test("an answer that is no JSON, none at all, or that of a busy server counts as dropped", async (t) => {
  globalThis.document = { baseURI: "http://here/gan/" };
  t.after(() => delete globalThis.document);
  const said = [];
  t.mock.method(globalThis, "fetch", async (url, { method, body }) => {
    said.push(`${method} ${url} ${body}`);
    if (body === "down") throw new TypeError("Failed to fetch");
    if (body === "proxy") return new Response("<h1>413</h1>", { status: 413 });
    return Response.json(body === "busy" ? REFUSED : { token: "t" }, { status: body === "busy" ? 503 : 201 });
  });
  const given = await Promise.all(["run", "down", "proxy", "busy"].map(handOver));
  assert.deepEqual(given, [{ token: "t" }, { type: "dropped" }, { type: "dropped" }, { type: "dropped" }]);
  assert.equal(said[0], "POST http://here/gan/gan1d/run run");
});
