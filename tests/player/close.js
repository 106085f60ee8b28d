/** Comparing numbers as they come: one, or many in a list. */

import assert from "node:assert/strict";

/** Fail where two numbers, or two lists of them, differ by more than 1e-9 of their size. */
export function close(found, wanted, what = "") {
  if (typeof wanted === "number") {
    const far = Math.abs(found - wanted);
    assert.ok(far <= 1e-9 * Math.max(1, Math.abs(wanted)), `${what}: ${found}, wanted ${wanted}`);
    return;
  }
  assert.equal(found.length, wanted.length, what);
  wanted.forEach((value, i) => {
    close(found[i], value, `${what} ${i}`);
  });
}
