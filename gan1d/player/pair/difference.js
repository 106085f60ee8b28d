/** What differs between two runs, in words. */

/**
 * @import { Changes, Say } from "../ports.d.ts"
 * @import { Setting } from "../messages.d.ts"
 */

import { differing } from "../run/turns.js";

/**
 * @typedef {object} Side a run as it is compared
 * @property {Changes} settings in force at the picture
 * @property {string[]} events all of them, as in a link
 */

const OWN = /^(mixture|curve|samples):/;
const MOST = 3; // events that are told

/**
 * Return in words what B has instead of what A has; what each of them alone has done or will do, if no knob differs now.
 * @param {Say} say
 * @param {Side} a
 * @param {Side} b
 */
export function difference(say, a, b) {
  const list = (/** @type {string[]} */ parts) => parts.join(say("bar.list"));
  const turns = differing(a.settings, b.settings);
  if (turns.length) {
    const told = turns.map(([name, from, to]) =>
      say("pair.instead", { knob: knob(say, name), b: value(say, name, to), a: value(say, name, from) }),
    );
    return say("pair.b", { what: list(told) });
  }
  const shared = a.events.findIndex((event, i) => event !== b.events[i]);
  const since = shared < 0 ? a.events.length : shared;
  const told = [a, b].map(({ events }) =>
    list(events.slice(since, since + MOST).map((event) => eventText(say, event))),
  );
  const said = ["a", "b"].flatMap((name, i) => (told[i] ? say(`pair.${name}`, { what: told[i] }) : []));
  return said.length ? say("pair.now-same", { what: said.join(say("pair.and")) }) : say("pair.equal");
}

/**
 * Return the name of a knob, without what its label adds to it.
 * @param {Say} say
 * @param {string} name
 */
function knob(say, name) {
  return say(`knob.${name}`, {}, name).split(/[:：]/)[0];
}

/**
 * @param {Say} say
 * @param {string} name
 * @param {Setting} of
 */
function value(say, name, of) {
  if (of === null) return say("same-as-gamma");
  if (typeof of === "number") return String(Number.isInteger(of) ? of : Number(of.toPrecision(3)));
  return say(`${name}.${of}`, {}, OWN.test(String(of)) ? say("data.own") : String(of));
}

/**
 * Return an event of a link, such as 300:gamma=0.1, 120:d or 1200:on, in words.
 * @param {Say} say
 * @param {string} event
 */
function eventText(say, event) {
  const [, step, name, , to] = /^(\d+):([^=]+)(=(.*))?$/.exec(event) ?? [];
  if (to === undefined) return say(`pair.at-${name}`, { step });
  const number = Number(to);
  const text = to !== "" && Number.isFinite(number) ? value(say, name, number) : value(say, name, to);
  return say("pair.at", { step, knob: knob(say, name), value: text });
}
