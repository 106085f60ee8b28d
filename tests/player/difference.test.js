/** What differs between two runs, in words of both languages. */

import assert from "node:assert/strict";
import test from "node:test";
import { wordsOf } from "../../gan1d/player/base/dom.js";
import { difference } from "../../gan1d/player/pair/difference.js";
import { besides } from "../../gan1d/player/pair/link.js";

const say = wordsOf({
  "knob.k": "k: D updates",
  "knob.gamma": "γ",
  "knob.gamma_r2": "γ of R2",
  "knob.loss": "Loss",
  "knob.data": "Data",
  "loss.minimax": "minimax (paper)",
  "loss.hinge": "hinge",
  "data.claw": "claw",
  "data.own": "own data",
  "same-as-gamma": "as γ",
  "bar.list": ", ",
  "pair.b": "B: {what}",
  "pair.a": "A: {what}",
  "pair.and": " · ",
  "pair.instead": "{knob} = {b} instead of {a}",
  "pair.at": "at step {step} {knob} = {value}",
  "pair.at-d": "at step {step} half a step of D",
  "pair.at-on": "goes on after step {step}",
  "pair.now-same": "The same now. {what}",
  "pair.equal": "equal",
});
const side = (settings, events = []) => ({ settings, events });
const said = (a, b) => difference(say, a, b);

test("what B has instead of what A has", () => {
  assert.equal(said(side({ k: 1 }), side({ k: 5 })), "B: k = 5 instead of 1");
  assert.equal(
    said(side({ k: 1, loss: "minimax", lr: 2 }), side({ k: 1, loss: "hinge", lr: 0.0123456 })),
    "B: Loss = hinge instead of minimax (paper), lr = 0.0123 instead of 2",
  );
  assert.equal(said(side({ seed: 68356 }), side({ seed: 7 })), "B: seed = 7 instead of 68356");
  assert.equal(said(side({ gamma_r2: null }), side({ gamma_r2: 2 })), "B: γ of R2 = 2 instead of as γ");
  assert.equal(
    said(side({ data: "claw" }), side({ data: `samples:${"1,".repeat(999)}2` })),
    "B: Data = own data instead of claw",
  );
});

test("what only one of them has done or will do, where no knob differs now", () => {
  const same = { k: 1 };
  assert.equal(said(side(same), side(same)), "equal");
  assert.equal(said(side(same, ["5:k=1"]), side(same, ["5:k=1"])), "equal");
  assert.equal(said(side(same), side(same, ["450:gamma=0.1"])), "The same now. B: at step 450 γ = 0.1");
  assert.equal(
    said(side(same, ["3:k=2", "9:d", "20:on"]), side(same, ["3:k=2", "7:loss=hinge"])),
    "The same now. A: at step 9 half a step of D, goes on after step 20 · B: at step 7 Loss = hinge",
  );
});

test("an address holds data of one's own once, and a preset with each run", () => {
  const own = "data=mixture:1,0,1;1,3,2";
  assert.equal(besides(`?${own}&k=1`, `?${own}&k=5&events=3:d`), "k=5&events=3:d");
  assert.equal(besides(`?${own}`, "?data=mixture:1,0,1&k=5"), "data=mixture:1,0,1&k=5");
  assert.equal(besides("?data=claw", "?data=claw&k=5"), "data=claw&k=5");
  assert.equal(besides("?data=claw", ""), ""); // it has not begun
});
