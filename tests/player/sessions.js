/** Sessions against sources of frames that are no sockets. */

import { Session } from "../../gan1d/player/run/session.js";

export const RUN = {
  ...{ type: "run", epoch: 0, settings: { k: 2 }, link: "?a", loss: { name: "minimax" } },
  ...{ initial: {}, events: [] },
};

/** Return a session, what its view was told, and the source it talks to. */
export function sessionOn(at = 0, hand = undefined) {
  const told = [];
  const names = [
    "begin",
    "settle",
    "lossOf",
    "underway",
    "arrived",
    "returned",
    "lessThanBefore",
    "frame",
    "playing",
    "latest",
    "stopped",
    "notice",
    "online",
    "lost",
    "foreign",
    "link",
    "hall",
    "part",
    "over",
  ];
  const view = { tick: () => {}, finding: {} };
  for (const name of names) view[name] = (...args) => told.push([name, ...args]);
  for (const name of ["met", "stopSet", "marked", "left"]) view.finding[name] = (...args) => told.push([name, ...args]);
  const sources = [];
  const open = (path, events) => {
    const source = {
      ...{ path, events, sent: [], answers: [], closed: false },
      send: (sent) => source.sent.push(sent) > 0,
      ask: (question) => {
        source.sent.push(question);
        return new Promise((resolve) => source.answers.push(resolve));
      },
      close: () => (source.closed = true),
    };
    sources.push(source);
    return source;
  };
  const session = new Session("live/1", view, open, at, hand);
  let now = 1000;
  const pass = (refreshes) => {
    for (let i = 0; i < refreshes; i += 1) session.clock.tick((now += 1000 / 60));
  };
  /** Answer the oldest question, as a source does: the message first, then its promise. */
  const answer = async (reply) => {
    const source = sources.at(-1);
    if (reply.type !== "dropped") source.events.text(reply);
    source.answers.shift()(reply);
    await later();
  };
  const of = (name) => told.filter(([what]) => what === name);
  return { session, sources, told, of, pass, answer, source: () => sources.at(-1) };
}

/** What is promised has happened. */
export const later = () => new Promise((resolve) => setImmediate(resolve));

export const changed = (epoch, from, more = {}) => {
  const { initial, ...now } = RUN;
  return { ...now, type: "changed", epoch, from, kept: 0, ...more };
};
