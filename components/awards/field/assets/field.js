// One field of a score sheet. Whatever is typed is kept in this browser at the first keystroke and
// sent to the server a moment later; it is called saved once the server says that it stands in the
// database, and only then forgotten here. So nothing is lost by a reload, a lost connection or a
// server that ended. What another tab or device saved meanwhile is shown beside it, to choose.
//
// data: id, who, session, words, legend?, options?, number?, earlier?, top? (the first of
// its page, which then begins at its head), stored {value, na, comment}, base (version.revision of `stored`), saved, locked, ack {client, seq, outcome, base,
// said}. Sent as the state `typed`: {client, seq, base, entry}.

const TYPING_PAUSE = 600; // milliseconds without a keystroke before a text is sent
const PATIENCE = 4000; // until a save that is not answered is called what it is: not saved yet
const LONGEST_PATIENCE = 30000;
const MOST_SENT = 8;
const PREFIX = "m4sd";

const fields = new Map();
const same = (one, other) =>
  one.value === other.value && one.na === other.na && one.comment === other.comment;
const random = () => Math.random().toString(36).slice(2, 10);
const CLIENT = random(); // this page, until it is loaded again

function tab() {
  try {
    const known = sessionStorage.getItem(PREFIX) ?? random();
    sessionStorage.setItem(PREFIX, known);
    return known;
  } catch {
    return CLIENT;
  }
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// What was typed and not yet saved, in this browser's storage: a copy for each tab.
class Copies {
  constructor(who, id) {
    this.prefix = `${PREFIX}/${who}/${id}/`;
    this.own = this.prefix + tab();
  }

  keep(copy) {
    try {
      localStorage.setItem(this.own, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  drop(key = this.own) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing could be kept either.
    }
  }

  // This tab's copy, else the newest of the others, which is this tab's from now on.
  take() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      const found = keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
      found.sort((a, b) => (b.key === this.own) - (a.key === this.own) || b.at - a.at);
      if (found.length === 0) return null;
      this.drop(found[0].key);
      return found[0];
    } catch {
      return null;
    }
  }
}

class Field {
  constructor(root) {
    this.place = element("div");
    root.append(this.place);
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
    const shape = JSON.stringify([data.words, data.legend, data.options, data.number, data.id]);
    this.data = data;
    if (shape !== this.shape) {
      this.shape = shape;
      this.build();
    }
    if (first) this.recover();
    if (first && data.top) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
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
    this.copies = new Copies(this.data.who, this.data.id);
    const copy = this.copies.take();
    if (copy === null || same(copy.entry, this.data.stored)) return;
    Object.assign(this, { entry: copy.entry, base: copy.base, sent: copy.sent, touched: true });
    this.keep();
  }

  // ---- from the juror

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

  get sendable() {
    return this.unsaved && !this.stale && !this.refused && !this.data.locked && !this.invalid;
  }

  send() {
    if (!this.sendable || this.flying) return;
    const flying = { seq: ++this.seq };
    this.flying = flying;
    this.sent = [...this.sent, this.entry].slice(-MOST_SENT);
    this.keep();
    this.post({ client: CLIENT, seq: this.seq, base: this.base, entry: this.entry });
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
    this.focus();
  }

  keepThere() {
    this.entry = { ...this.data.stored };
    this.clean();
    this.show();
    this.focus();
  }

  focus() {
    this.place.querySelector("input:checked, textarea")?.focus();
  }

  leave() {
    Object.values(this.timers).forEach(clearTimeout);
  }

  // ---- what is seen

  build() {
    const { words, legend, options, number } = this.data;
    const parts = [];
    if (legend) parts.push(element("legend", { textContent: legend }));
    if (options) parts.push(this.levels(options));
    if (number) parts.push(this.number(number));
    if (options || number) parts.push(this.clearing(), this.elsewhere());
    this.text = element("textarea", { rows: 3 });
    this.text.addEventListener("input", () =>
      this.changed({ comment: this.text.value }, TYPING_PAUSE));
    this.text.addEventListener("blur", () => this.send());
    parts.push(element("label", { className: "comment" }, words.comment, this.text));
    this.state = element("p", { className: "state" });
    this.problem = element("p", { className: "problem" });
    this.problem.setAttribute("role", "alert");
    this.choice = element("section", { className: "choice", hidden: true });
    parts.push(this.state, this.problem, this.choice);
    this.place.replaceChildren(element(legend ? "fieldset" : "div", { className: "field" }, ...parts));
  }

  levels(options) {
    const each = [...options, { value: null, label: "", said: this.data.words.na }];
    this.radios = each.map(({ value, label, said }) => {
      const radio = element("input", { type: "radio", name: "value", value: value ?? "na" });
      radio.addEventListener("change", () => this.changed({ value, na: value === null }, 0));
      const mark = element("span", { className: "mark", textContent: label });
      return { radio, row: element("label", { className: "level" }, radio, mark, said) };
    });
    return element("div", { className: "levels" }, ...this.radios.map(({ row }) => row));
  }

  number({ min, max, step, levels }) {
    const { words } = this.data;
    this.figure = element("input", { type: "number", min, max, step, inputMode: "decimal" });
    this.figure.addEventListener("input", () =>
      this.changed({ value: this.figure.value || null, na: false }, TYPING_PAUSE));
    this.na = element("input", { type: "checkbox" });
    this.na.addEventListener("change", () => this.changed({ value: null, na: this.na.checked }, 0));
    const list = element("ul", { className: "scale" });
    list.append(...levels.map((said) => element("li", { textContent: said })));
    return element("div", { className: "number" }, list,
      element("label", {}, words.score, this.figure),
      element("label", { className: "level" }, this.na, words.na));
  }

  clearing() {
    const { clear } = this.data.words;
    this.clear = element("button", { type: "button", className: "quiet", textContent: clear });
    this.clear.addEventListener("click", () => this.changed({ value: null, na: false }, 0));
    return this.clear;
  }

  elsewhere() {
    this.others = element("details", { className: "earlier" });
    return this.others;
  }

  get invalid() {
    return Boolean(this.figure) && !this.data.locked && !this.figure.validity.valid;
  }

  show() {
    const { words, locked, stored, saved, earlier } = this.data;
    // After the deadline the form shows what counts; what did not arrive stands below it.
    const shown = locked ? stored : this.entry;
    if (this.text.value !== shown.comment) this.text.value = shown.comment;
    this.text.readOnly = Boolean(locked);
    this.radios?.forEach(({ radio }) => {
      radio.checked = radio.value === "na" ? shown.na : radio.value === shown.value;
      radio.disabled = Boolean(locked);
    });
    if (this.figure) {
      if (!this.figure.validity.badInput && this.figure.value !== (shown.value ?? "")) {
        this.figure.value = shown.value ?? "";
      }
      this.na.checked = shown.na;
      this.figure.disabled = this.na.disabled = Boolean(locked);
    }
    if (this.clear) {
      this.clear.hidden = Boolean(locked) || (shown.value === null && !shown.na);
      this.others.hidden = !earlier?.length;
      const list = element("ul");
      list.append(...(earlier ?? []).map((said) => element("li", { textContent: said })));
      this.others.replaceChildren(element("summary", { textContent: words.earlier }), list);
    }
    this.showState(words, locked, saved);
    this.showChoice(words, locked);
  }

  showState(words, locked, saved) {
    clearTimeout(this.timers.state);
    let [said, mark] = [saved, "saved"];
    if (this.unsaved && !locked) {
      const late = this.tries > 0 || navigator.onLine === false;
      [said, mark] = late ? [this.kept ? words.offline : words.stay, "late"] : [words.saving, "saving"];
    }
    if (this.stale || this.refused || this.invalid) [said, mark] = [words.unsaved, "late"];
    this.state.textContent = said;
    this.state.dataset.mark = mark;
    const problem = this.invalid ? words.scale : this.refused;
    if (this.problem.textContent !== problem) this.problem.textContent = problem;
  }

  showChoice(words, locked) {
    const lost = Boolean(locked) && this.unsaved;
    const open = lost || (this.stale && !locked);
    const what = open ? JSON.stringify([lost, this.entry, this.data.stored]) : "";
    this.choice.hidden = !open;
    if (what === this.chosenFrom) return;
    this.chosenFrom = what;
    this.choice.replaceChildren();
    if (!open) return;
    const version = (title, entry, said, act) => {
      const button = element("button", { type: "button", textContent: said });
      button.addEventListener("click", act);
      return element("div", {}, element("h4", { textContent: title }),
        element("pre", { textContent: this.inWords(entry) }), button);
    };
    const title = element("p", { textContent: lost ? words.lost : words.stale });
    title.setAttribute("role", "alert");
    const here = [words.here, this.entry];
    const both = lost
      ? [version(...here, words.forget, () => this.keepThere())]
      : [version(...here, words.keepHere, () => this.keepHere()),
        version(words.there, this.data.stored, words.keepThere, () => this.keepThere())];
    this.choice.append(title, element("div", { className: "both" }, ...both));
  }

  inWords({ value, na, comment }) {
    const { words, options, number } = this.data;
    const score = na ? words.na : value ?? words.nothing;
    return options || number ? `${words.score}: ${score}\n${comment}` : comment || words.nothing;
  }
}

const everyField = (act) => fields.forEach(act);
addEventListener("online", () => everyField((field) => field.send()));
addEventListener("offline", () => everyField((field) => field.show()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") everyField((field) => field.send());
});
addEventListener("beforeunload", (event) => {
  if ([...fields.values()].some((field) => field.sendable)) event.preventDefault();
});

export default function ({ data, parentElement, setStateValue }) {
  if (!fields.has(parentElement)) fields.set(parentElement, new Field(parentElement));
  const field = fields.get(parentElement);
  field.post = (typed) => setStateValue("typed", typed);
  field.update(data);
  return () => {
    field.leave();
    fields.delete(parentElement);
  };
}
