/** How a session comes to its branches: a run is turned at an earlier frame, and what it left is gone back to. */

/**
 * @import { Branch } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 * @import { Session } from "./session.js"
 */

import { differing } from "./turns.js";
import { Way } from "./way.js";

/**
 * What has been seen beyond a frame is left for another branch.
 * @param {Session} session
 * @param {number} from
 * @param {Run["settings"]} settings in force there now
 */
export function fork(session, from, settings) {
  const { bookmarks, branches, orders, records } = session;
  const { busy } = orders;
  const turned = {
    step: records.get(from)?.[0] ?? 0,
    changes: differing(session.runAt(from).settings, settings),
    net: busy?.type === "half" ? busy.player : null,
  };
  branches.fork(from, new Map(records.rows), session.text(), turned);
  bookmarks.cut(from);
}

/**
 * Go back to a branch, to the frame on the screen.
 * @param {Session} session
 * @param {Branch} branch
 */
export async function goToBranch(session, branch) {
  const { branches, clock } = session;
  const at = clock.position;
  branches.going = branch;
  await session.openFile(branch.file);
  branches.going = null;
  if (branches.current !== branch) return; // not taken, or another run has begun
  clock.pause();
  session.way = new Way(session, at || null);
}
