/** The websocket: questions and their answers, a line that falls, one that falls silent. */

import assert from "node:assert/strict";
import test from "node:test";
import { Socket } from "../../gan1d/player/run/socket.js";

/** Return a socket over websockets that do nothing by themselves, and what it was told. */
function socketOn(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  globalThis.document = { baseURI: "https://here.org/app/" };
  const lines = [];
  globalThis.WebSocket = class {
    constructor(url) {
      Object.assign(this, { url, sent: [], closed: false });
      lines.push(this);
    }
    send(text) {
      this.sent.push(JSON.parse(text));
    }
    close() {
      this.closed = true;
    }
  };
  t.after(() => delete globalThis.document);
  const told = [];
  const tell = (name) => (what) => told.push([name, what]);
  const events = { hello: () => ({ epoch: 3, have: 9 }), text: tell("text"), binary: tell("binary") };
  const socket = new Socket("gan1d/live/1", {
    ...events,
    status: tell("status"),
    lost: tell("lost"),
    foreign: tell("foreign"),
  });
  return { socket, lines, told, hear: (message) => lines.at(-1).onmessage({ data: JSON.stringify(message) }) };
}

test("it says hello with what the page has, nothing leaves before, and the line is good when the other end speaks", (t) => {
  const { socket, lines, told, hear } = socketOn(t);
  assert.equal(lines[0].url, "wss://here.org/app/gan1d/live/1");
  assert.equal(socket.send({ type: "ping" }), false);
  lines[0].onopen();
  assert.deepEqual(lines[0].sent, [{ type: "hello", epoch: 3, have: 9 }, { type: "ping" }]);
  assert.deepEqual(told, []);
  hear({ type: "pong" });
  hear({ type: "pong" });
  assert.deepEqual(told.slice(0, 2), [
    ["status", true],
    ["text", { type: "pong" }],
  ]);
  assert.equal(told.filter(([what]) => what === "status").length, 1);
});

test("an answer finds its question; without a line, or after long, it counts as dropped", async (t) => {
  const { socket, lines, hear } = socketOn(t);
  assert.deepEqual(await socket.ask({ type: "go_on" }), { type: "dropped" });
  lines[0].onopen();
  const [first, second] = [socket.ask({ type: "go_on" }), socket.ask({ type: "go_on" })];
  const ids = lines[0].sent.slice(2).map(({ id }) => id);
  hear({ type: "changed", id: ids[1], from: 5 });
  assert.equal((await second).from, 5);
  t.mock.timers.tick(10_001);
  assert.deepEqual(await first, { type: "dropped" });
});

test("a line that falls comes back after a while, its questions dropped", async (t) => {
  const { socket, lines, told } = socketOn(t);
  lines[0].onopen();
  const question = socket.ask({ type: "go_on" });
  lines[0].onclose({ code: 1006 });
  assert.deepEqual(await question, { type: "dropped" });
  assert.deepEqual(told.at(-1), ["status", false]);
  t.mock.timers.tick(501);
  assert.equal(lines.length, 2);
  lines[1].onclose({ code: 1006 });
  t.mock.timers.tick(501); // it waits longer now
  assert.equal(lines.length, 2);
  t.mock.timers.tick(500);
  assert.equal(lines.length, 3);
});

test("a line that answers no ping is given up", (t) => {
  const { lines, told, hear } = socketOn(t);
  lines[0].onopen();
  for (let i = 0; i < 3; i += 1) t.mock.timers.tick(2000);
  hear({ type: "pong" });
  for (let i = 0; i < 3; i += 1) t.mock.timers.tick(2000);
  assert.equal(lines[0].closed, false);
  t.mock.timers.tick(2000);
  assert.equal(lines[0].closed, true);
  assert.deepEqual(told.at(-1), ["status", false]);
});

test("a run the server does not know is lost for good", (t) => {
  const { lines, told } = socketOn(t);
  lines[0].onopen();
  lines[0].onclose({ code: 4404 });
  assert.deepEqual(told.at(-1), ["lost", undefined]);
  t.mock.timers.tick(60_000);
  assert.equal(lines.length, 1);
});

test("a page that is turned away does not come back for ever, and says so", (t) => {
  const { socket, lines, told } = socketOn(t);
  lines[0].onopen();
  lines[0].onclose({ code: 4403 });
  assert.deepEqual(told.at(-1), ["foreign", undefined]);
  assert.equal(socket.closed, true);
  t.mock.timers.tick(60_000);
  assert.equal(lines.length, 1);
});

test("a message that was too long is said to have changed nothing", (t) => {
  const { lines, told } = socketOn(t);
  lines[0].onopen();
  lines[0].onclose({ code: 1009, reason: "message of 70000 bytes" });
  assert.deepEqual(told.at(-2), ["text", { type: "refused", name: "size", text: "message of 70000 bytes" }]);
});
