/** What a session does when the server says something. */

/**
 * @import { Heard } from "../ports.d.ts"
 * @import { Changed, Run, State } from "../messages.d.ts"
 * @import { Session } from "./session.js"
 */

import { fork } from "./branching.js";
import { Way } from "./way.js";

/**
 * @param {Session} session
 * @param {Heard} message
 */
export function hear(session, message) {
  const { waiting } = session.comeback; // the seat came with a run of its own
  if (waiting && !(message.type === "run" && message.id)) return;
  if (message.type === "run") began(session, message);
  else if (message.type === "changed") changed(session, message);
  else if (message.type === "state") stopped(session, message);
  else if (message.type === "refused") session.view.notice(message);
  else if (message.type === "hall") session.view.hall(message);
  else if (message.type === "led" && session.follows) session.led.keepUp(message);
}

/**
 * A run has begun.
 * @param {Session} session
 * @param {Run} message
 */
function began(session, message) {
  const ended = session.atEnd;
  const back = session.comeback.arrive();
  const going = session.run !== null && session.branches.going !== null;
  if (going) session.branches.arrive(session.records.rows, session.text());
  else if (!back) session.branches.clear();
  const ordered = session.orders.busy !== null;
  const other = session.bookmarks.waiting !== null || !session.whole.same(message);
  if (!back && !message.waits && other) session.bookmarks.begin(session.text(session.clock.position), going);
  session.run = message;
  session.whole.begin(message);
  session.eras.begin(message);
  session.records.clear();
  if (back) session.orders.release();
  else session.orders.drop();
  session.clock.reset();
  session.halt = null;
  session.atEnd = false;
  session.fresh = true; // the figure takes the new axes with the first record
  if (back) session.clock.pause();
  else if (ended) session.clock.play();
  if (back) session.way = new Way(session, back.at, back);
  session.linked(message.link);
  if (!ordered) session.bookmarks.tell();
}

/**
 * A live change or a half step has taken effect after frame `from`.
 * @param {Session} session
 * @param {Changed} message
 */
function changed(session, message) {
  if (!session.run) return;
  const { type, id, from, kept, events, ...now } = message;
  const turned = events.length > 0 || kept < session.whole.events.length;
  const goesOn = events.length === 1 && events[0].endsWith(":on");
  if (session.clock.furthest > from || (turned && !goesOn && session.bookmarks.beyond(from)))
    fork(session, from, now.settings);
  session.whole.change(message);
  session.run = { ...session.run, ...now, settings: { ...session.run.settings, ...now.settings } };
  session.eras.change(from, session.run);
  session.records.truncate(from);
  session.clock.cut(from);
  session.halt = null;
  if (session.atEnd && session.orders.busy?.type !== "half") session.clock.play();
  session.atEnd = false;
  if (session.way.goal === null) session.view.stopped(null); // else the way has the line of words
  session.settle();
  session.linked(now.link);
  if (!session.orders.busy) session.bookmarks.tell();
}

/**
 * @param {Session} session
 * @param {State} message
 */
function stopped(session, message) {
  if (session.run && message.epoch === session.run.epoch) session.halt = message;
}
