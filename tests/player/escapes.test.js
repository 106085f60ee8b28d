/** The ways around the type checker are few, and each has its reason after "--" in the same comment. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

const MOST = 8;
const FOLDERS = ["../../gan1d/player/", "./"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
const LOOSE = /\b(any|Object|Function)\b(?!\.)|(?<![/*])\*(?![/*])/;
const TAG = /@(?:type|param|returns|typedef|template|property|implements|extends)\s*\{/g;

/** Return the types of a comment: what stands in the braces after a tag. */
function typesOf(comment) {
  return [...comment.matchAll(TAG)].map((tag) => {
    const start = tag.index + tag[0].length;
    let [end, open] = [start, 1];
    for (; open && end < comment.length; end += 1) open += { "{": 1, "}": -1 }[comment[end]] ?? 0;
    return comment.slice(start, end - 1).replace(/\n\s*\*/g, " ");
  });
}

/** Return every way around the checker in a file; in a declaration file every line is a type. */
function escapesOf(text, declares = false) {
  const comments = text.match(/\/\*\*[\s\S]*?\*\/|\/\/.*/g) ?? [];
  const lines = declares ? text.replace(/\/\*\*[\s\S]*?\*\//g, "").split("\n") : [];
  const loose = lines.filter((line) => /\b(any|Object|Function)\b|as unknown/.test(line));
  const found = comments.flatMap((comment) =>
    [
      ...typesOf(comment).filter((type) => LOOSE.test(type) || type.trim() === "unknown"),
      ...(comment.match(/@ts-(ignore|expect-error|nocheck)/g) ?? []),
    ].map((what) => ({ what, reason: comment.includes("--") })),
  );
  return [...found, ...loose.map((what) => ({ what, reason: what.includes("--") }))];
}

test("the ways around the type checker are few and have their reasons", () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => /\.(js|ts)$/.test(name) && !/vendor|escapes/.test(name))
      .map((name) => ({ name, text: readFileSync(folder + name, "utf8") })),
  );
  assert.ok(files.length > 40);
  const found = files.flatMap(({ name, text }) =>
    escapesOf(text, name.endsWith(".d.ts")).map((one) => ({ name, ...one })),
  );
  assert.ok(found.length <= MOST, JSON.stringify(found, null, 1));
  assert.deepEqual(
    found.filter(({ reason }) => !reason),
    [],
  );
});

test("they would be found", () => {
  const text =
    "/** @type {any} -- why */\n/** @param {Object} x\n * @returns {{a: *}} */\n// @ts-ignore\n/** @type {unknown} */";
  assert.deepEqual(escapesOf(text), [
    { what: "any", reason: true },
    { what: "Object", reason: false },
    { what: "{a: *}", reason: false },
    { what: "@ts-ignore", reason: false },
    { what: "unknown", reason: false },
  ]);
  assert.equal(escapesOf("let a: Function;\nlet b: number;", true).length, 1);
  assert.deepEqual(escapesOf("/** @type {Map<string, number>} of any kind, 2 * 3 */"), []);
});
