// The content of a field between who types and the server: what was sent, what is saved, what is
// stale. It knows no page: `show` is called whenever what is seen may have changed, and `invalid`
// says whether what is typed cannot be sent. Both are the page's.

import { CLIENT, same } from "./storing.js";

const PATIENCE = 4000; // until a save that is not answered is called what it is: not saved yet
const LONGEST_PATIENCE = 30000;
const MOST_SENT = 8;

export class Sync {
  constructor(show, copiesOf) {
    this.show = show;
    this.copiesOf = copiesOf;
    this.invalid = () => false;
    this.entry = { value: null, na: false, comment: "" };
    this.touched = false; // changed here since it was last as the server has it
    this.stale = false;
    this.refused = "";
    this.sent = []; // what was sent and may have arrived, though no answer came
    this.flying = null;
    this.seq = 0;
    this.tries = 0;
    this.timers = {};
  }

  // ---- from the server

  update(data) {
    const first = !this.data;
    const restarted = !first && this.data.session !== data.session;
    this.data = data;
    if (first) this.recover();
    if (restarted) this.flying = null;
    this.hear(data.ack);
    this.settle();
  }

  hear(ack) {
    if (!ack || !this.flying || ack.client !== CLIENT || ack.seq !== this.flying.seq) return;
    this.flying = null;
    this.tries = 0;
    this.refused = ack.outcome === "refused" ? ack.said : "";
    if (ack.outcome === "saved") this.base = ack.base;
  }

  settle() {
    const { stored, base, locked } = this.data;
    if (same(this.entry, stored)) {
      this.clean();
    } else if (!this.touched) {
      this.entry = { ...stored };
      this.clean();
    } else if (!this.flying) {
      if (this.sent.some((one) => same(one, stored))) this.base = base;
      this.stale = this.base !== base;
      if (!this.stale && !this.refused && !locked) this.later(0);
    }
    this.show();
  }

  clean() {
    this.base = this.data.base;
    this.touched = this.stale = false;
    this.refused = "";
    this.sent = [];
    this.copies.drop();
  }

  recover() {
    this.copies = this.copiesOf(this.data.who, this.data.id);
    const copy = this.copies.take();
    if (copy === null || same(copy.entry, this.data.stored)) return;
    Object.assign(this, { entry: copy.entry, base: copy.base, sent: copy.sent, touched: true });
    this.keep();
  }

  // ---- from who types

  changed(part, pause) {
    this.entry = { ...this.entry, ...part };
    this.touched = true;
    this.refused = "";
    this.keep();
    if (!this.flying) this.settle();
    this.later(pause);
    this.show();
  }

  keep() {
    const { entry, base, sent } = this;
    this.kept = this.copies.keep({ entry, base, sent, at: Date.now() });
  }

  later(pause) {
    clearTimeout(this.timers.send);
    this.timers.send = setTimeout(() => this.send(), pause);
  }

  get unsaved() {
    return this.touched && !same(this.entry, this.data.stored);
  }

  // Whether something is typed that only this browser has.
  get waits() {
    return this.unsaved && !this.data.locked;
  }

  get sendable() {
    return this.waits && !this.stale && !this.refused && !this.invalid();
  }

  send() {
    if (this.sendable && !this.flying) this.fly();
  }

  // The field is left, perhaps for a button that acts on its content: what was typed while an
  // earlier save is under way goes now, and the server knows that save by `sent`.
  left() {
    const last = this.sent.at(-1);
    if (this.sendable && !(this.flying && last && same(this.entry, last))) this.fly();
  }

  fly() {
    const flying = { seq: ++this.seq };
    this.flying = flying;
    const { base, entry, sent } = this;
    this.sent = [...sent, entry].slice(-MOST_SENT);
    this.keep();
    this.post({ client: CLIENT, seq: this.seq, base, entry, sent });
    clearTimeout(this.timers.answer);
    const patience = Math.min(PATIENCE * 2 ** this.tries, LONGEST_PATIENCE);
    this.timers.answer = setTimeout(() => {
      if (this.flying !== flying) return;
      this.flying = null;
      this.tries += 1;
      this.send();
      this.show();
    }, patience);
    this.show();
  }

  keepHere() {
    this.base = this.data.base;
    this.stale = false;
    this.keep();
    this.send();
  }

  // The server is told too: it may hold back what acts on a text in two versions.
  keepThere() {
    this.entry = { ...this.data.stored };
    this.clean();
    const { base, entry } = this;
    if (!this.data.locked) this.post({ client: CLIENT, seq: ++this.seq, base, entry, sent: [] });
    this.show();
  }

  leave() {
    Object.values(this.timers).forEach(clearTimeout);
  }
}
