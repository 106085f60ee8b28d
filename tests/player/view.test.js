/** What the view says of a line that is not there. */

import assert from "node:assert/strict";
import test from "node:test";
import { View } from "../../gan1d/player/stage/view.js";

test("a page that is turned away says what is to be set, once its parts are there", async (t) => {
  globalThis.window = { location: { origin: "https://gan.example:8443", hostname: "gan.example" } };
  t.after(() => delete globalThis.window);
  const said = [];
  const say = (key, values = {}) => `${key} ${Object.values(values).join(" ")}`.trim();
  let resolve;
  const ready = new Promise((done) => (resolve = done));
  const stage = { say, parts: null, ready };
  new View(stage).foreign();
  stage.parts = {
    toolbar: { say: (text, _, kind) => said.push([kind, text]) },
    notices: { show: (text, leaves) => said.push([leaves, text]) },
  };
  resolve();
  await ready;
  await null;
  assert.deepEqual(said, [
    ["offline", "line.foreign"],
    [undefined, "notice.foreign https://gan.example:8443 gan.example"], // stays until it is closed
  ]);
});

/** Return a view on a stage of which only the line of words and the pace are there, and what these say. */
function viewThatSays() {
  const said = [];
  const session = {
    branches: { ghost: null },
    clock: { starved: 0, takeStarved: () => session.clock.starved },
    atEnd: false,
  };
  const status = { dataset: { kind: "hint" } };
  const toolbar = {
    status,
    say: (text, _, kind) => {
      status.dataset.kind = kind;
      said.push(text);
    },
  };
  const say = (key, values = {}) => [key, ...Object.values(values)].join(" ");
  const stage = { say, session, speed: 60, parts: { toolbar, readouts: { showPace: () => {} } } };
  return { view: new View(stage), session, status, said };
}

test("a speed that the server cannot keep is said when it lasts, and taken back when it is over", () => {
  const { view, session, status, said } = viewThatSays();
  const seconds = (count, starved) => {
    session.clock.starved = starved;
    for (let i = 0; i < count; i += 1) {
      view.travelled = 20;
      view.pace(1);
    }
  };
  seconds(4, 0.6);
  assert.deepEqual(said, []);
  seconds(1, 0.6);
  assert.deepEqual(said, ["line.slow 20 60"]);
  seconds(5, 0);
  assert.equal(said.at(-1), "line.hint");
  status.dataset.kind = "offline"; // what says more is left there
  seconds(9, 0.6);
  assert.equal(said.at(-1), "line.hint");
});

test("a recording that ends before its run says so", () => {
  const said = [];
  const { stage, view } = viewThatEnds(said, 3000);
  view.stopped({ state: "ended", step: 420, index: 420, reason: "" });
  view.stopped({ state: "ended", step: 3000, index: 3000, reason: "" });
  stage.session.run.ends = 2000; // lowered when the run was beyond it
  view.stopped({ state: "ended", step: 3000, index: 3000, reason: "" });
  assert.deepEqual(said, ["end.cut", "end.reached", "end.over"]);
});

/** Return a view that says the keys of its sentences, on a run that ends at a step. */
function viewThatEnds(said, ends) {
  const session = { run: { ends, loss: { probability: true } } };
  const parts = { toolbar: { say: (text) => said.push(text) }, readouts: { values: () => ({}) } };
  const stage = { say: (key) => key, session, parts, root: { dataset: { health: "learning" } } };
  return { stage, view: new View(stage) };
}
