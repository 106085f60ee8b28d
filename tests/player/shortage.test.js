/** A shortage is one that lasts, and it is over when it has been over for as long. */

import assert from "node:assert/strict";
import test from "node:test";
import { Shortage } from "../../gan1d/player/run/shortage.js";

test("what lasts is said, a hiccup is not, and it does not flicker", () => {
  const shortage = new Shortage();
  const said = (shares) => shares.map((share) => Number(shortage.tick(share))).join("");
  assert.equal(said([1, 1, 1, 1, 0, 0, 0, 0, 0]), "000000000");
  assert.equal(said([0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.5, 0, 0, 0, 0, 0]), "000011111110");
});
