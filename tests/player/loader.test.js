/** The one door to the player's files. */

import assert from "node:assert/strict";
import test from "node:test";
import { loadModule, loadScript, loadStyle, loadTable } from "../../gan1d/player/base/loader.js";

/** Put a document in whose head an element loads, or does not. */
function withDocument(t, loads) {
  const tags = [];
  globalThis.document = {
    createElement: (name) => ({ name, remove: () => {} }),
    head: {
      append: (tag) => {
        tags.push(tag);
        queueMicrotask(() => (loads(tag) ? tag.onload() : tag.onerror()));
      },
    },
  };
  t.after(() => delete globalThis.document);
  return tags;
}

test("a module comes by its path from the player's root, once", async () => {
  const claims = await loadModule("maths/claims.js");
  assert.equal(typeof claims.readAll, "function");
  assert.equal(await loadModule("maths/claims.js"), claims);
  await assert.rejects(loadModule("maths/none.js"), { message: "cannot load maths/none.js" });
});

test("a style and a script are put into the page once", async (t) => {
  const tags = withDocument(t, () => true);
  await Promise.all([loadStyle("stage.css"), loadStyle("stage.css"), loadScript("vendor/plotly-basic.min.js")]);
  assert.deepEqual(
    tags.map(({ name, rel, href, src }) => [name, rel, (href ?? src).split("/player/")[1]]),
    [
      ["link", "stylesheet", "stage.css"],
      ["script", undefined, "vendor/plotly-basic.min.js"],
    ],
  );
});

test("a table is fetched once; one that fails is named and can be asked for again", async (t) => {
  const { fetch } = globalThis;
  t.after(() => (globalThis.fetch = fetch));
  const asked = [];
  const reply = { ok: false, status: 404, json: async () => ({ a: 1 }) };
  globalThis.fetch = async (url) => asked.push(url) && reply;
  await assert.rejects(loadTable("story/words.en.json"), (error) => {
    assert.equal(error.message, "cannot load story/words.en.json");
    assert.equal(error.cause.message, "status 404");
    return true;
  });
  reply.ok = true;
  assert.deepEqual(await loadTable("story/words.en.json"), { a: 1 });
  await loadTable("story/words.en.json");
  assert.equal(asked.length, 2);
});

test("a style that fails names its file", async (t) => {
  withDocument(t, () => false);
  await assert.rejects(loadStyle("none.css"), { message: "cannot load none.css" });
});
