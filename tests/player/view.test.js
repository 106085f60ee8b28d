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
