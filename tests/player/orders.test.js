/** What the reader orders, against a session of a few lines. */

import assert from "node:assert/strict";
import test from "node:test";
import { Clock } from "../../gan1d/player/run/clock.js";
import { Orders } from "../../gan1d/player/run/orders.js";
import { Records } from "../../gan1d/player/run/records.js";
import { message } from "./frames.js";

/** Return orders about a run of 50 frames that shows frame 9, what was sent, and how each came out. */
function ordersOn({ ready = true, since = 0 } = {}) {
  const records = new Records();
  records.add(message(0, 0, 50), 0);
  const clock = new Clock(records, { show: () => {}, want: () => true, after: () => {}, changed: () => {} });
  clock.position = clock.furthest = 9;
  const [sent, outcomes, answers] = [[], [], []];
  const session = {
    free: () => true,
    ready: () => ready,
    since: () => since,
    ask: (question) => {
      sent.push(question);
      return new Promise((resolve) => answers.push(resolve));
    },
    answered: (done) => outcomes.push(done),
  };
  const answer = async (reply) => {
    answers.shift()(reply);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { orders: new Orders(clock, session), clock, sent, outcomes, answer };
}

const REFUSED = { type: "refused", text: "no" };

test("nothing goes before there is a picture; then all turns go together", () => {
  const early = ordersOn({ ready: false });
  early.orders.turn({ k: 3 });
  assert.deepEqual([early.sent, early.orders.waiting], [[], false]);
  const { orders, sent, clock } = ordersOn();
  orders.turn({ k: 3, lr_d: 0.1 });
  assert.deepEqual(sent, [{ type: "set", changes: { k: 3, lr_d: 0.1 }, at: 9 }]);
  assert.ok(orders.waiting && clock.held);
});

test("while it plays, turns are five a second at most, the first at once, the last one always", async (t) => {
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const { orders, sent, clock, answer } = ordersOn();
  orders.turn({ k: 3 });
  assert.equal(sent.length, 1);
  await answer({ type: "changed", from: 9 });
  clock.position = clock.furthest = 10;
  for (const k of [4, 5, 6]) orders.turn({ k });
  now += 199;
  orders.pump();
  assert.equal(sent.length, 1);
  now += 1;
  orders.pump();
  assert.deepEqual(sent[1].changes, { k: 6 });
});

test("while it plays, a further turn waits for the picture of the last one, but not long", async (t) => {
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const { orders, sent, clock, answer } = ordersOn();
  orders.turn({ k: 3 });
  now += 300; // a slow answer
  await answer({ type: "changed", from: 9 });
  orders.turn({ k: 4 });
  assert.equal(sent.length, 1);
  clock.position = clock.furthest = 10;
  orders.pump();
  assert.equal(sent.length, 2);
  now += 300;
  await answer({ type: "changed", from: 10 });
  orders.turn({ k: 5 });
  now += 119;
  orders.pump();
  assert.equal(sent.length, 2);
  now += 2;
  orders.pump();
  assert.equal(sent.length, 3);
});

test("no change refers to a frame before the last one; what comes next is a blink ahead while it plays", () => {
  const { orders, sent, clock } = ordersOn({ since: 14 });
  assert.equal(orders.soon(), 9 + 12);
  clock.pause();
  assert.equal(orders.soon(), 9);
  orders.turn({ k: 3 });
  assert.equal(sent[0].at, 13);
  clock.furthest = 30;
  assert.equal(orders.soon(), 9); // rewound: it branches there
  orders.release();
  orders.turn({ k: 4 });
  assert.equal(sent[1].at, 9);
});

test("half steps that are refused leave no line behind; one that is done is waited for", async () => {
  const { orders, sent, outcomes, clock, answer } = ordersOn();
  for (const net of ["d", "d", "g"]) orders.half(net);
  await answer({ type: "changed", from: 9 });
  assert.equal(clock.goal, 10);
  orders.pump();
  assert.equal(sent.length, 1);
  clock.goal = null;
  orders.pump();
  await answer(REFUSED);
  assert.deepEqual([sent.length, orders.halves, orders.waiting, outcomes], [2, [], false, [true, false]]);
});

test("once another run has begun, no late refusal of an old order touches it", async () => {
  const { orders, sent, outcomes, clock, answer } = ordersOn();
  orders.turn({ k: 3 });
  orders.turn({ k: 4 });
  orders.drop();
  assert.ok(!orders.waiting && !clock.held);
  orders.pump(); // the knob turned meanwhile still counts
  assert.deepEqual(sent[1].changes, { k: 4 });
  await answer(REFUSED);
  assert.ok(orders.waiting && clock.held);
  assert.deepEqual(outcomes, []);
});
