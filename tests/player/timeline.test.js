/** The timeline: where knobs were turned. */

import assert from "node:assert/strict";
import test from "node:test";
import { turnsOf } from "../../gan1d/player/picture/timeline.js";

test("a mark stands at the last frame before a knob was turned; a half step leaves none", () => {
  const era = (from, settings) => ({ from, run: { settings } });
  const eras = [
    era(0, { k: 2, lr_d: 0.01, loss: "wgan" }),
    era(21, { k: 2, lr_d: 0.02, loss: "wgan" }),
    era(30, { k: 2, lr_d: 0.02, loss: "wgan" }), // a half step
    era(41, { k: 3, lr_d: 0.02, loss: "hinge" }),
  ];
  assert.deepEqual(turnsOf(eras), [
    { index: 20, changes: [["lr_d", 0.01, 0.02]] },
    {
      index: 40,
      changes: [
        ["k", 2, 3],
        ["loss", "wgan", "hinge"],
      ],
    },
  ]);
  assert.deepEqual(turnsOf(eras.slice(0, 1)), []);
});
