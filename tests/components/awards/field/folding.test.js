import assert from "node:assert/strict";
import test from "node:test";

import { Folds, open } from "./folding.js";

const blank = { scored: false, locked: false };
const done = { scored: true, locked: false };

test("on a telephone only the first criterion without a score is open", () => {
  assert.deepEqual(open([done, blank, done, blank], true), [false, true, false, false]);
});

test("on a wide screen all criteria without a score are open", () => {
  assert.deepEqual(open([done, blank, done, blank], false), [false, true, false, true]);
});

test("on a telephone what its reader opened is the only one open", () => {
  const fields = [{ ...done, own: true }, blank];
  assert.deepEqual(open(fields, true), [true, false]);
  assert.deepEqual(open(fields, false), [true, true]);
});

test("what its reader opened or closed stays so", () => {
  assert.deepEqual(open([{ ...done, own: true }, { ...blank, own: false }], true), [true, false]);
});

test("a sheet that is handed in is folded, and its levels can still be read", () => {
  const sent = { scored: true, locked: true };
  const empty = { scored: false, locked: true };
  assert.deepEqual(open([sent, empty, { ...sent, own: true }], true), [false, false, true]);
});

test("fields are taken in the order of the page, whenever they were made", () => {
  const folds = new Folds(() => true);
  const made = [2, 1, 3].map((place) => ({
    ...blank, place, folding: true,
    before(other) { return this.place < other.place; },
    fold(how) { this.isOpen = how; },
  }));
  made.forEach((view) => folds.add(view));
  folds.arrange();
  assert.deepEqual(made.map(({ isOpen }) => isOpen), [false, true, false]);
  made[1].scored = true;
  folds.arrange();
  assert.deepEqual(made.map(({ isOpen }) => isOpen), [true, false, false]);
});

test("who opens one folds what was opened before, and its comment takes one line", () => {
  const folds = new Folds(() => true);
  const made = [1, 2].map((place) => ({
    ...done, place, folding: true,
    before(other) { return this.place < other.place; },
    fold(how) { this.isOpen = how; },
    shorten() { this.short = true; },
  }));
  made.forEach((view) => folds.add(view));
  folds.opened(made[0]);
  folds.opened(made[1]);
  assert.deepEqual(made.map(({ isOpen }) => isOpen), [false, true]);
  assert.equal(made[0].short, true);
});
