/** The opacity of D*. */

import assert from "node:assert/strict";
import test from "node:test";
import { opacity } from "../../gan1d/player/picture/fade.js";

test("D* is there in full where a quarter of the picture's height is, and fades below that", () => {
  assert.deepEqual(
    [0, 0.02, 0.06, 0.1, 0.2, 0.5, 1.2].map((sum) => opacity(sum, 0.8)),
    [0, 0.1, 0.3, 0.5, 1, 1, 1],
  );
});
