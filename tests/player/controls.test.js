/** Knobs, keys, speeds, the address, words and numbers: what is not a gesture of it. */

import assert from "node:assert/strict";
import test from "node:test";
import { fixed, marks, rate, roundUp, wordsOf } from "../../gan1d/player/base/dom.js";
import { addressOf, writeAddress } from "../../gan1d/player/controls/address.js";
import { actionOf } from "../../gan1d/player/controls/keys.js";
import { effectOf } from "../../gan1d/player/controls/effects.js";
import { holds } from "../../gan1d/player/controls/share.js";
import { byKey, fromSlider, toSlider } from "../../gan1d/player/controls/slider.js";
import { roundedDown } from "../../gan1d/player/controls/stopping.js";
import { isSpeed, parseSpeed, speedText } from "../../gan1d/player/controls/speed.js";
import { refusal } from "../../gan1d/player/controls/toolbar.js";

test("a value is rounded down, never up to the limit that it is below", () => {
  const shown = [0.00199989, 0.0197830088, 5e-7, 0.5, 0, 12.345].map(roundedDown);
  assert.deepEqual(shown, ["0.00199", "0.0197", "5.00e-7", "0.500", "0", "12.3"]);
});

const LINEAR = { low: -20, high: 20 };
const RATE = { low: 1e-4, high: 1e-1, log: true };
const PENALTY = { low: 1e-3, high: 1e2, log: true, zero: true };
const COUNT = { low: 1, high: 20, whole: true };
const SPEED = { low: 1, high: 1000, log: true, whole: true, endless: true };

test("a slider's place and a knob's value are each other's inverse", () => {
  for (const track of [LINEAR, RATE, PENALTY, COUNT, SPEED]) {
    assert.equal(fromSlider(track, 0), track.zero ? 0 : track.low);
    assert.equal(fromSlider(track, 1), track.endless ? Infinity : track.high);
    for (const place of [0.25, 0.5, 0.9]) {
      const value = fromSlider(track, place);
      const width = track.whole ? 0.04 : 0.001;
      assert.ok(Math.abs(toSlider(track, value) - place) < width, `${place} of ${JSON.stringify(track)}`);
    }
  }
  assert.equal(fromSlider(RATE, 0.5), 0.00316);
  assert.equal(toSlider(PENALTY, 0), 0);
});

test("one pixel of a rate turns it by 4 % at most, and a value beyond the track stands at its end", () => {
  for (let pixel = 0; pixel < 220; pixel += 1) {
    const [here, next] = [pixel, pixel + 1].map((at) => fromSlider(RATE, at / 220));
    assert.ok(next > here && next / here < 1.04, `${here} -> ${next}`);
  }
  assert.deepEqual(
    [10, 1e-7].map((value) => toSlider(RATE, value)),
    [1, 0],
  );
  assert.deepEqual(
    [5, 1000, Infinity].map((value) => toSlider(SPEED, value) < 1),
    [true, true, false],
  );
});

test("a key turns a knob so that one sees it, finely with Shift, and a count by one", () => {
  assert.ok(byKey(RATE, 0.01, 1, false) / 0.01 > 1.1);
  assert.ok(byKey(RATE, 0.01, -1, true) < 0.01 && byKey(RATE, 0.01, -1, true) > 0.0098);
  assert.deepEqual([byKey(COUNT, 3, 1, false), byKey(COUNT, 3, -5, false), byKey(COUNT, 20, 1, false)], [4, 2, 20]);
  assert.equal(byKey(SPEED, 2, 1, false), 3); // however short the way
  assert.equal(byKey(RATE, 10, -1, false), fromSlider(RATE, 0.98));
  assert.equal(byKey(PENALTY, 0.001, -1, false), 0);
});

test("the line under a knob says what it does under the settings in force", () => {
  const say = (key, values) => `${key} ${JSON.stringify(values ?? {})}`;
  const settings = { lr_d: 0.01, lr_g: 0.004, gamma: 0.1, k: 3, steps: 1200 };
  assert.equal(effectOf("lr_d", settings, 60, say), 'effect.lr_d {"ratio":"2.5"}');
  assert.equal(effectOf("lr_g", settings, 60, say), 'effect.lr_g {"ratio":"0.4"}');
  assert.equal(effectOf("gamma", settings, 60, say), 'effect.gamma {"cost":"0.05"}');
  assert.equal(effectOf("gamma", { ...settings, gamma: 0 }, 60, say), "effect.gamma.0 {}");
  assert.equal(effectOf("k", settings, 60, say), 'effect.k {"k":3}');
  assert.equal(effectOf("speed", settings, 60, say), 'effect.speed {"steps":1200,"seconds":"20"}');
  assert.match(effectOf("speed", settings, 120, say), /^effect.speed.skips/);
  assert.match(effectOf("speed", settings, Infinity, say), /^effect.speed.max/);
  assert.equal(effectOf("seed", settings, 60, say), "");
});

/** Return an event of a key, on an element inside those that the selectors name. */
function keyOn(key, selectors = [], more = {}) {
  const target = new Element();
  target.closest = (selector) => selectors.some((one) => selector.split(", ").includes(one));
  return { key, target, ...more };
}

test("keys act on the stage but not while typing or on something that takes the key itself", (t) => {
  globalThis.Element = class {};
  t.after(() => delete globalThis.Element);
  const actions = {
    " ": "play",
    ArrowRight: "step",
    ArrowLeft: "back",
    d: "step-d",
    G: "step-g",
    m: "mark",
    n: "new-seed",
  };
  Object.assign(actions, { f: "fullscreen", l: "lecture", "?": "help" });
  for (const [key, action] of Object.entries(actions)) {
    assert.equal(actionOf(keyOn(key)), action);
    assert.equal(actionOf(keyOn(key, ["select"])), undefined);
    assert.equal(actionOf(keyOn(key, [], { ctrlKey: true })), undefined);
  }
  for (const free of ["r", "c", "Enter", "x"]) assert.equal(actionOf(keyOn(free)), undefined);
  assert.equal(actionOf(keyOn(" ", ["button"])), undefined);
  assert.equal(actionOf(keyOn("d", ["button"])), "step-d");
  assert.equal(actionOf(keyOn("ArrowRight", ["[role=slider]"])), undefined);
  assert.equal(actionOf(keyOn("ArrowRight", ["[role=grid]"])), undefined);
  assert.equal(actionOf(keyOn("d", ["dialog"])), undefined);
  assert.equal(actionOf(keyOn("?", ["dialog"])), "help");
});

test("a clicker's keys go on and back; in a lecture keys turn knobs, and no slider takes one", (t) => {
  globalThis.Element = class {};
  t.after(() => delete globalThis.Element);
  const slider = ["input[type=range]"];
  const pages = { PageDown: "page-next", PageUp: "page-back" };
  for (const [key, action] of Object.entries(pages)) {
    assert.equal(actionOf(keyOn(key)), action);
    assert.equal(actionOf(keyOn(key, ["button"])), action);
    assert.equal(actionOf(keyOn(key, slider)), undefined);
    assert.equal(actionOf(keyOn(key, ["textarea"]), true), undefined);
  }
  const knobs = { 1: "knob-1", 5: "knob-5", ArrowUp: "knob-up", ArrowDown: "knob-down", Backspace: "knob-home" };
  const free = { ...pages, ArrowRight: "step", ArrowLeft: "back", " ": "play" };
  for (const [key, action] of Object.entries({ ...knobs, ...free })) {
    assert.equal(actionOf(keyOn(key), true), action);
    assert.equal(actionOf(keyOn(key, slider), true), action);
    assert.equal(actionOf(keyOn(key, ["select"]), true), undefined);
    if (key in knobs) assert.equal(actionOf(keyOn(key)), undefined);
  }
  assert.equal(actionOf(keyOn("6"), true), undefined);
  assert.equal(actionOf(keyOn("ArrowUp", ["[role=slider]"]), true), undefined);
});

test("the address is the run's link and what of the page belongs in it", (t) => {
  const written = [];
  const at = (search) => {
    const history = { state: 7, replaceState: (...args) => written.push(args) };
    globalThis.window = { location: { search, pathname: "/app", hash: "#h" }, history };
  };
  t.after(() => delete globalThis.window);
  at("");
  const plain = { query: "?data=normal", lang: "en", speed: "60", part: null, lecture: false };
  writeAddress(plain);
  assert.deepEqual(written.pop(), [7, "", "/app?data=normal#h"]);
  at("?hide=seed&embed=true&embed_options=a&embed_options=b&lang=en&part=value&k=9&at=3");
  const whole = { query: "?k=2", lang: "en", speed: "max", part: "roles", lecture: true };
  writeAddress(whole);
  const kept = "lang=en&speed=max&part=roles&lecture=1&hide=seed&embed=true&embed_options=a&embed_options=b";
  assert.equal(written.pop()[2], `/app?k=2&${kept}#h`);
  assert.equal(addressOf({ ...whole, at: 353 }), `/app?k=2&at=353&${kept}#h`);
  at("");
  writeAddress({ ...plain, query: "?k=2", lang: "zh" });
  assert.equal(written.pop()[2], "/app?k=2&lang=zh#h");
  const marked = { ...plain, query: "?k=2", lang: "en", stop: "jsd64:0.002", marks: "20:<b>,812:到~- &" };
  assert.equal(addressOf(marked), "/app?k=2&stop=jsd64:0.002&marks=20:%3Cb%3E,812:%E5%88%B0~-+%26#h");
});

test("a link says what it holds", () => {
  const moment = { data: "claw", seed: 4, changes: 0, step: null, part: null, lecture: false, hidden: [], lacks: [] };
  const words = {
    ...{ "bar.list": ", ", "share.run": "{data} {seed}", "share.change": "one", "share.changes": "{count} changes" },
    ...{ "share.moment": "at {step}", "share.start": "start", "share.part": "with {part}", "data.own": "own" },
    ...{ "share.stop": "stops {what}", "share.marks": "{count} marks" },
    ...{ "share.hidden": "hidden {names}", "story.value": "V", "data.claw": "Claw" },
  };
  const said = (more) => holds({ ...moment, ...more }, wordsOf(words));
  assert.equal(said({}), "Claw 4, start");
  assert.equal(said({ changes: 1, step: 353, part: "value" }), "Claw 4, one, at 353, with V");
  const stop = { name: "jsd64", sign: "<", limit: 0.002 };
  assert.equal(said({ stop, marks: 1 }), "Claw 4, start, stops stop.jsd64 < 0.002, share.mark");
  assert.equal(said({ marks: 3, lacks: ["marks"] }), "Claw 4, start, 3 marks, share.no-marks");
  const all = { data: "samples:1,2", changes: 3, lecture: true, hidden: ["seed", "k"], lacks: ["data"] };
  assert.equal(said(all), "own 4, 3 changes, start, share.lecture, hidden seed, k, share.no-data");
});

test("a speed is 1 to 1000 or max, and 60 where it is none", () => {
  assert.deepEqual(["max", "5", 0.1, "1e9", "fast", -3].map(parseSpeed), [Infinity, 5, 1, 1000, 60, 60]);
  assert.deepEqual([Infinity, 60].map(speedText), ["max", "60"]);
  assert.deepEqual(["max", "1", "1000", "0", "1001", "fast", ""].map(isSpeed), [
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("a refusal is said in the words of the page, or as the server says it", () => {
  const say = wordsOf({ refused: "{name} = {value}: {allowed}", "refused.empty": "{name} is empty: {allowed}" });
  const knobs = [{ name: "k", label: "D steps", allowed: "1 to 20" }];
  assert.equal(refusal({ text: "no", name: "k", value: "99" }, knobs, say), "D steps = 99: 1 to 20");
  assert.equal(refusal({ text: "no", name: "k", value: "" }, knobs, say), "D steps is empty: 1 to 20");
  assert.equal(refusal({ text: "no", name: "beta1", value: "2" }, knobs, say), "no");
  assert.equal(refusal({ text: "" }, knobs, say), "");
  const limits = wordsOf({ "refused.messages": "more than {value}, or {allowed} at once" });
  const refused = { text: "too fast", name: "messages", value: "50", allowed: "100" };
  assert.equal(refusal(refused, knobs, limits), "more than 50, or 100 at once");
  assert.equal(refusal(refused, knobs, say), "too fast");
});

test("words are filled in, and what is not known stays", () => {
  const say = wordsOf({ hello: "hello {name}, {what}" });
  assert.equal(say("hello", { name: "G" }), "hello G, {what}");
  assert.deepEqual(
    [say("none"), say("none", {}, "otherwise {a}"), say("none", { a: 1 }, "{a}")],
    ["none", "otherwise {a}", "1"],
  );
});

test("numbers have constant width, a real minus, and a dash where there is none", () => {
  assert.deepEqual(
    [1.23456, -0.5, NaN, -0.0001, 1234.56, 123456].map((one) => fixed(one)),
    ["1.235", "−0.500", "–", "0.000", "1234.6", "1.2e5"],
  );
  assert.deepEqual([0.0043, 1e-5, 0, NaN].map(rate), ["0.0043", "1.0e−5", "0", "–"]);
});

test("marks of an axis are round", () => {
  assert.deepEqual([1, 1.2, 3, 7, 0.012, 400].map(roundUp), [1, 2, 5, 10, 0.02, 500]);
  assert.deepEqual(marks(-4, 4, 5), [-4, -2, 0, 2, 4]);
  assert.deepEqual(marks(0.1, 0.75, 6), [0.2, 0.4, 0.6]);
});
