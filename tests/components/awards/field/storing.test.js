import assert from "node:assert/strict";
import { test } from "node:test";
import { Copies, same, tab } from "./storing.js";

class Memory {
  getItem(key) { return Object.hasOwn(this, key) ? this[key] : null; }
  setItem(key, value) { this[key] = value; }
  removeItem(key) { delete this[key]; }
}
const full = { getItem() { throw new Error("none"); }, setItem() { throw new Error("full"); },
  removeItem() { throw new Error("none"); } };
const entry = (comment) => ({ value: null, na: false, comment });

test("a tab keeps its name when it is loaded again, and two tabs have two", () => {
  const one = new Memory();
  assert.equal(tab(one), tab(one));
  assert.notEqual(tab(one), tab(new Memory()));
});

test("a copy is taken once, and by who wrote it", () => {
  const storage = new Memory(), session = new Memory();
  const own = new Copies("me", "field", storage, session);
  assert.equal(own.keep({ entry: entry("Hola"), at: 1 }), true);
  assert.equal(new Copies("other", "field", storage, session).take(), null);
  assert.equal(own.take().entry.comment, "Hola");
  assert.equal(own.take(), null);
});

test("this tab's copy comes first, else the newest of the others", () => {
  const storage = new Memory(), here = new Memory();
  new Copies("me", "f", storage, new Memory()).keep({ entry: entry("old"), at: 1 });
  new Copies("me", "f", storage, new Memory()).keep({ entry: entry("new"), at: 2 });
  assert.equal(new Copies("me", "f", storage, here).take().entry.comment, "new");
  const own = new Copies("me", "f", storage, here);
  own.keep({ entry: entry("mine"), at: 0 });
  assert.equal(own.take().entry.comment, "mine");
});

test("a browser that keeps nothing breaks nothing", () => {
  const own = new Copies("me", "f", full, full);
  assert.equal(own.keep({}), false);
  assert.equal(own.take(), null);
  own.drop();
});

test("two contents are the same by what was entered", () => {
  assert.ok(same(entry("a"), { ...entry("a"), at: 5 }));
  assert.ok(!same(entry("a"), entry("b")));
});
