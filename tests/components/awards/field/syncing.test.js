import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { CLIENT } from "./storing.js";
import { Sync } from "./syncing.js";

const entry = (comment) => ({ value: null, na: false, comment });

// A field as the server first sends it, what it posts, and the answers that come back.
function begun(stored = "", { copy = null, locked = false } = {}) {
  const posted = [], kept = [];
  const copies = { keep: (one) => kept.push(one) > 0, drop: () => kept.splice(0), take: () => copy };
  const sync = new Sync(() => {}, () => copies);
  sync.post = (typed) => posted.push(typed);
  const data = (comment, base, more = {}) =>
    ({ session: "s", who: "w", id: "i", stored: entry(comment), base, locked, ...more });
  sync.update(data(stored, "0"));
  const answer = (comment, base, outcome = "saved") => sync.update(data(comment, base, {
    ack: { client: CLIENT, seq: sync.seq, outcome, base, said: "no" } }));
  return { sync, posted, kept, data, answer };
}

test("what is typed is kept at once, sent after a pause, and forgotten once it is saved", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { sync, posted, kept, answer } = begun();
  sync.changed({ comment: "Hola" }, 600);
  assert.equal(kept.at(-1).entry.comment, "Hola");
  assert.equal(posted.length, 0);
  mock.timers.tick(600);
  assert.equal(posted[0].entry.comment, "Hola");
  assert.ok(sync.unsaved);
  answer("Hola", "1");
  assert.ok(!sync.unsaved && !sync.waits);
  assert.equal(kept.length, 0);
  mock.timers.reset();
});

test("a save without an answer is sent again, later each time", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { sync, posted } = begun();
  sync.changed({ comment: "Hola" }, 0);
  mock.timers.tick(0);
  mock.timers.tick(4000);
  assert.equal(posted.length, 2);
  assert.equal(sync.tries, 1);
  mock.timers.tick(7999);
  assert.equal(posted.length, 2);
  mock.timers.tick(1);
  assert.equal(posted.length, 3);
  mock.timers.reset();
});

test("what is typed during a save goes when the field is left, and names that save", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { sync, posted, answer } = begun();
  sync.changed({ comment: "uno" }, 0);
  mock.timers.tick(0);
  sync.changed({ comment: "uno dos" }, 600);
  sync.send();
  assert.equal(posted.length, 1);
  sync.left();
  assert.deepEqual(posted[1].sent, [entry("uno")]);
  assert.equal(posted[1].entry.comment, "uno dos");
  sync.left();
  assert.equal(posted.length, 2);
  answer("uno dos", "2");
  assert.ok(!sync.unsaved);
  mock.timers.reset();
});

test("what another tab saved is shown beside it, and either stays", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { sync, posted, data } = begun("Antes");
  sync.changed({ comment: "Aquí" }, 600);
  sync.update(data("Otra", "5"));
  assert.ok(sync.stale && sync.waits);
  mock.timers.tick(10_000);
  assert.equal(posted.length, 0);
  sync.keepHere();
  assert.deepEqual([posted[0].base, posted[0].entry.comment], ["5", "Aquí"]);

  const other = begun("Antes");
  other.sync.changed({ comment: "Aquí" }, 600);
  other.sync.update(other.data("Otra", "5"));
  other.sync.keepThere();
  assert.equal(other.sync.entry.comment, "Otra");
  assert.equal(other.posted[0].entry.comment, "Otra");
  mock.timers.reset();
});

test("what was sent and arrived without an answer is no conflict with itself", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { sync, posted, data } = begun();
  sync.changed({ comment: "uno" }, 0);
  mock.timers.tick(0);
  sync.changed({ comment: "uno dos" }, 600);
  sync.update(data("uno", "1", { session: "after a restart" }));
  assert.ok(!sync.stale);
  mock.timers.tick(600);
  assert.deepEqual([posted.at(-1).base, posted.at(-1).entry.comment], ["1", "uno dos"]);
  mock.timers.reset();
});

test("a copy of this browser comes back and is sent", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const copy = { entry: entry("Antes del corte"), base: "0", sent: [] };
  const { sync, posted } = begun("", { copy });
  assert.equal(sync.entry.comment, "Antes del corte");
  mock.timers.tick(0);
  assert.equal(posted[0].entry.comment, "Antes del corte");
  mock.timers.reset();
});

test("what is refused, invalid or locked is not sent", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const refused = begun();
  refused.sync.changed({ comment: "x" }, 0);
  mock.timers.tick(0);
  refused.answer("", "0", "refused");
  assert.equal(refused.sync.refused, "no");
  assert.ok(refused.sync.waits);  // leaving asks
  mock.timers.tick(60_000);
  assert.equal(refused.posted.length, 1);

  const invalid = begun();
  invalid.sync.invalid = () => true;
  invalid.sync.changed({ comment: "x" }, 0);
  const locked = begun("", { locked: true });
  locked.sync.changed({ comment: "x" }, 0);
  mock.timers.tick(60_000);
  assert.deepEqual([invalid.posted, locked.posted], [[], []]);
  assert.deepEqual([invalid.sync.waits, locked.sync.waits], [true, false]);
  mock.timers.reset();
});
