/** A run taken home: how its file is ordered, followed and given up, and what is said of it. */

import assert from "node:assert/strict";
import test from "node:test";
import { reason, sizeText } from "../../gan1d/player/export/menu.js";
import { Order } from "../../gan1d/player/export/order.js";

globalThis.document ??= { baseURI: "https://gan.example/gan/" };
const LOST = { type: "refused", text: "", name: "unreachable" };
const told = (state, share, name = null) => ({ state, share, name, bytes: name ? 9 : 0, refused: null });

/**
 * Return an order to a server that gives these answers, one after another, and what has happened to it.
 * @param {...object} answers
 */
function orderOf(...answers) {
  const asked = [];
  const saved = [];
  const seen = [];
  const order = new Order({
    asks: async (path, request) => {
      asked.push(`${request?.method ?? "GET"} ${path.replace(order.page, "PAGE")}`);
      return answers.length > 1 ? answers.shift() : answers[0];
    },
    waits: async () => {},
    saves: (href, name) => saved.push([href.replace(order.page, "PAGE"), name]),
  });
  order.changed = () => seen.push([order.told?.state, order.told?.share]);
  return { order, asked, saved, seen };
}

test("a file is begun, followed and downloaded once it is whole, under the page's own path", async () => {
  const done = told("done", 1, "gan1d-claw-seed3-60.gif");
  const { order, asked, saved, seen } = orderOf(told("waiting", 0), told("working", 0.4), done);
  await order.begin("gif", "text");
  assert.deepEqual(asked, ["POST gan1d/export/PAGE?kind=gif", "GET gan1d/export/PAGE", "GET gan1d/export/PAGE"]);
  assert.deepEqual(saved, [["https://gan.example/gan/gan1d/export/PAGE/file", "gan1d-claw-seed3-60.gif"]]);
  assert.deepEqual(
    seen.map(([state]) => state),
    ["waiting", "waiting", "working", "done"],
  );
  assert.match(order.page, /^[0-9a-f]{32}$/);
  assert.notEqual(new Order().page, order.page);
});

test("what is given up is followed no longer and not downloaded", async () => {
  const { order, asked, saved } = orderOf(told("working", 0.5), told("done", 1, "a.gif"));
  order.waits = () => order.stop();
  await order.begin("gif", "text");
  assert.deepEqual(asked, ["POST gan1d/export/PAGE?kind=gif", "DELETE gan1d/export/PAGE"]);
  assert.deepEqual([saved, order.told, order.busy], [[], null, false]);
});

test("of two orders the later one counts", async () => {
  const { order, saved } = orderOf(told("working", 0.5), told("done", 1, "b.svg"));
  let second;
  order.waits = async () => {
    order.waits = async () => {};
    second = order.begin("svg", "text");
  };
  await order.begin("gif", "text");
  await second;
  assert.deepEqual([saved.length, saved[0][1], order.kind], [1, "b.svg", "svg"]);
});

test("a line that is lost for a moment is waited for; what was never begun, or is refused, is not", async () => {
  const passing = orderOf(told("working", 0.1), LOST, LOST, told("done", 1, "a.csv"));
  await passing.order.begin("csv", "text");
  assert.equal(passing.saved.length, 1);

  const gone = orderOf(told("working", 0.1), LOST);
  await gone.order.begin("csv", "text");
  assert.deepEqual([gone.order.told.refused.name, gone.saved], ["unreachable", []]);

  const dead = new Order({ waits: () => assert.fail("waited") });
  await dead.begin("csv", "text");
  assert.equal(dead.told.refused.name, "unreachable");

  const refused = orderOf({ type: "refused", name: "exports", value: "8", allowed: "8 at once" });
  await refused.order.begin("csv", "text");
  assert.deepEqual([refused.order.told.state, refused.order.told.refused.name], ["failed", "exports"]);
  assert.deepEqual(refused.saved, []);
});

test("a file that fails on the way is told with its reason", async () => {
  const failed = { ...told("failed", 0), refused: { type: "refused", name: "seconds", allowed: "600" } };
  const { order, saved } = orderOf(told("working", 0.9), failed);
  await order.begin("gif", "text");
  assert.deepEqual([order.told.state, order.busy, saved], ["failed", false, []]);
});

test("which kinds there are is asked with the run itself", async () => {
  const { order, asked } = orderOf({ kinds: [{ name: "gif" }] }, LOST);
  assert.deepEqual(await order.kinds("text"), [{ name: "gif" }]);
  assert.equal((await order.kinds("text")).name, "unreachable");
  assert.deepEqual(asked, ["POST gan1d/export", "POST gan1d/export"]);
});

test("reasons are in the page's words, sizes in round numbers", () => {
  const words = { "export.no.events": "a", "refused.cost": "b {value}" };
  const say = (key, { value } = {}, otherwise = key) => (words[key] ?? otherwise).replace("{value}", value);
  assert.equal(reason({ type: "refused", text: "x", name: "events" }, say), "a");
  assert.equal(reason({ type: "refused", text: "x", name: "cost", value: "3" }, say), "b 3");
  assert.equal(reason({ type: "refused", text: "x" }, say), "x");
  assert.deepEqual([9, 999_400, 1_234_567].map(sizeText), ["9 B", "999 kB", "1.2 MB"]);
});
