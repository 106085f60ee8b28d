/** A hall that follows a lecture: what is said of the place, and who moves the picture. */

import assert from "node:assert/strict";
import test from "node:test";
import { continues, modulesPath } from "../../gan1d/player/place/hall.js";
import { message } from "./frames.js";
import { changed, later, RUN, sessionOn } from "./sessions.js";

const place = (index, more = {}) => ({ index, playing: true, speed: 60, part: null, ...more });
const led = (where, ago = 0) => ({ type: "led", place: where, ago });

/** Return a session that follows, with 200 frames. */
function following() {
  const all = sessionOn(0, async () => ({ token: "t", at: 0 }));
  all.session.follows = true;
  all.source().events.status(true);
  all.source().events.text(RUN);
  all.source().events.binary(message(0, 0, 200));
  all.pass(1);
  return all;
}

test("a QR code is a path of dark modules", () => {
  assert.equal(modulesPath(["01", "10"]), "M1 0h1v1h-1zM0 1h1v1h-1z");
});

test("a picture that plays on needs no word, whatever else does", () => {
  assert.ok(continues(place(3), place(9)));
  assert.ok(!continues(place(9), place(3)));
  assert.ok(!continues(place(3, { playing: false }), place(9, { playing: false })));
  assert.ok(!continues(place(3), place(3, { part: "value" })));
  assert.ok(!continues(place(3), place(3, { speed: "max" })));
});

test("the lecturer alone moves the picture: playing, level within a blink; paused, on the same frame", () => {
  const { session, source, pass } = following();
  source().events.text(led(place(50)));
  pass(1);
  assert.equal(session.position, 51); // far: at once
  pass(30);
  assert.ok(Math.abs(session.position - 81) <= 1);
  source().events.text(led(place(88))); // a little ahead: little by little
  const before = session.position;
  pass(6);
  assert.ok(session.position - before >= 6 && session.position - before < 13);
  pass(60);
  assert.ok(Math.abs(session.position - (88 + 66)) <= 2);
  source().events.text(led(place(20, { playing: false })));
  pass(1);
  assert.deepEqual([session.position, session.playing], [20, false]);
  for (const act of ["play", "toggle", "goOn"]) session[act]();
  session.seek(70);
  session.stepBy(1);
  pass(3);
  assert.deepEqual([session.position, session.playing], [20, false]);
});

test("who follows sends nothing that steers, and sees what the lecturer turns", async () => {
  const { session, source, pass, of } = following();
  source().events.text(led(place(199, { playing: false, part: "value" })));
  pass(2);
  session.set("k", 5);
  session.half("d");
  session.restart();
  session.openFile("{}");
  session.setEma(true);
  await later();
  pass(10);
  assert.deepEqual(source().sent, []);
  assert.deepEqual(of("part"), [["part", "value"]]);
  source().events.text(changed(1, 150, { settings: { k: 4 } }));
  assert.equal(session.run.settings.k, 4);
  source().events.over();
  assert.equal(of("over").length, 1);
});
