// A field as it is seen: its parts, its state, and two versions to choose from.

import { released, stays } from "./steady.js";

const TYPING_PAUSE = 600; // milliseconds without a keystroke before a text is sent

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export class View {
  constructor(root) {
    this.place = element("div");
    this.place.addEventListener("focusout", ({ relatedTarget }) => this.rested(relatedTarget));
    root.append(this.place);
  }

  // What the server says; the parts are made again only if they differ.
  update(data) {
    const first = !this.data;
    const shape = JSON.stringify([data.words, data.legend, data.options, data.number, data.id]);
    this.data = data;
    if (shape !== this.shape) {
      this.shape = shape;
      this.build();
    }
    if (first && data.top) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }

  after(choice) {
    choice();
    this.place.querySelector("input:checked, textarea")?.focus();
  }

  build() {
    const { words, legend, options, number } = this.data;
    const parts = [];
    if (legend) parts.push(element("legend", { textContent: legend }));
    if (options) parts.push(this.folded(), this.levels(options));
    if (number) parts.push(this.number(number));
    if (options || number) parts.push(this.more());
    this.text = element("textarea", { rows: legend ? 1 : 3 });
    this.text.addEventListener("input", () =>
      this.sync.changed({ comment: this.text.value }, TYPING_PAUSE));
    this.text.addEventListener("blur", () => this.sync.left());
    this.text.addEventListener("focus", () => this.text.classList.remove("short"));
    const name = element("span", { className: "name", textContent: words.comment });
    this.said = element("label", { className: "comment" }, name, this.text);
    this.state = element("p", { className: "state" });
    this.problem = element("p", { className: "problem" });
    this.problem.setAttribute("role", "alert");
    this.choice = element("section", { className: "choice", hidden: true });
    const remark = element("div", { className: "remark" }, this.said, this.state);
    parts.push(remark, this.problem, this.choice);
    this.place.replaceChildren(element(legend ? "fieldset" : "div", { className: "field" }, ...parts));
  }

  // ---- folding, of a criterion with levels to choose from

  get folding() {
    return Boolean(this.radios) && this.place.isConnected;
  }

  get scored() {
    const { value, na } = this.shown;
    return value !== null || na;
  }

  get locked() {
    return Boolean(this.data.locked);
  }

  // After the deadline the form shows what counts; what did not arrive stands below it.
  get shown() {
    return this.locked ? this.data.stored : this.sync.entry;
  }

  before(other) {
    const [here, there] = [this, other].map(({ place }) => place.getRootNode().host ?? place);
    return Boolean(here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  folded() {
    this.level = element("button", { type: "button", className: "folded", hidden: true });
    this.level.addEventListener("click", () => {
      const above = this.level.getBoundingClientRect().top;
      this.folds.opened(this);
      stays(this.levelsRow, above);
      const chosen = this.radios.find(({ radio }) => radio.checked) ?? this.radios[0];
      chosen.radio.focus({ preventScroll: true });
    });
    return this.level;
  }

  fold(open) {
    const { words, options } = this.data;
    const { value, na, comment } = this.shown;
    const chosen = options.find((one) => one.value === value);
    const said = [
      ["mark", na ? "–" : chosen?.label ?? ""],
      ["said", this.scored ? (na ? words.na : chosen?.said ?? value) : words.unscored],
      ["act", this.locked ? words.levels : this.scored ? words.change : words.rate],
    ];
    // Made again only if it differs: a press on what is replaced under the finger is no click.
    if (this.level.dataset.said !== JSON.stringify(said)) {
      this.level.dataset.said = JSON.stringify(said);
      this.level.replaceChildren(...said.map(([className, textContent]) =>
        element("span", { className, textContent })));
    }
    this.level.setAttribute("aria-expanded", "false");
    const folds = !open && this.level.hidden;
    this.level.hidden = open;
    this.levelsRow.hidden = !open;
    this.clear.hidden = !open || this.locked || !this.scored;
    this.others.hidden = !open || !this.data.earlier?.length;
    this.said.hidden = !comment && (this.locked || (!open && !this.scored));
    const page = (this.place.getRootNode().host ?? this.place).closest('[class*="st-key-criterion-"]');
    page?.toggleAttribute("data-folded", !open);
    if (open) this.text.classList.remove("short");
    else if (folds) this.shorten();
  }

  // A long comment of a folded criterion shows its first line, until somebody goes to it. Never on
  // leaving it: what is pressed next would move away under the finger.
  shorten() {
    if (this.text.matches(":focus")) return;
    this.text.classList.add("short");
    const { scrollHeight, clientHeight } = this.text;
    this.text.classList.toggle("short", scrollHeight > clientHeight + 2);
  }

  // A level chosen with a finger or a mouse folds at once, and what was pressed stays under it;
  // whoever moves through the levels with arrows still needs them, until the field is left.
  chose(byHand, row) {
    this.own = byHand ? undefined : true;
    const above = row.getBoundingClientRect().top;
    this.folds.arrange();
    if (!byHand) return;
    this.level.focus({ preventScroll: true });
    stays(this.level, above);
  }

  // Left for something else, which stays where it is: what is pressed must not move away.
  rested(goesTo) {
    if (!this.own || !goesTo || this.place.contains(goesTo)) return;
    released(() => {
      if (!this.own || !goesTo.isConnected) return;
      const above = goesTo.getBoundingClientRect().top;
      this.own = undefined;
      this.folds.arrange();
      stays(goesTo, above);
    });
  }

  levels(options) {
    const each = [...options, { value: null, label: "", said: this.data.words.na }];
    this.radios = each.map(({ value, label, said }) => {
      const radio = element("input", { type: "radio", name: "value", value: value ?? "na" });
      const mark = element("span", { className: "mark", textContent: label });
      const row = element("label", { className: "level" }, radio, mark, said);
      let byHand = false;
      row.addEventListener("pointerdown", () => { byHand = true; });
      row.addEventListener("keydown", () => { byHand = false; });
      radio.addEventListener("change", () => {
        this.sync.changed({ value, na: value === null }, 0);
        this.chose(byHand, row);
      });
      // The level that holds already, pressed again: nothing changes, and it folds.
      row.addEventListener("click", ({ target }) => {
        if (byHand && target === radio && radio.checked && this.own) this.chose(true, row);
      });
      return { radio, row };
    });
    this.levelsRow = element("div", { className: "levels" }, ...this.radios.map(({ row }) => row));
    return this.levelsRow;
  }

  number({ min, max, step, levels }) {
    const { words } = this.data;
    this.figure = element("input", { type: "number", min, max, step, inputMode: "decimal" });
    this.figure.addEventListener("input", () =>
      this.sync.changed({ value: this.figure.value || null, na: false }, TYPING_PAUSE));
    this.na = element("input", { type: "checkbox" });
    this.na.addEventListener("change", () => this.sync.changed({ value: null, na: this.na.checked }, 0));
    const list = element("ul", { className: "scale" });
    list.append(...levels.map((said) => element("li", { textContent: said })));
    return element("div", { className: "number" }, list,
      element("label", {}, words.score, this.figure),
      element("label", { className: "level" }, this.na, words.na));
  }

  clearing() {
    const { clear } = this.data.words;
    this.clear = element("button", { type: "button", className: "quiet", textContent: clear });
    this.clear.addEventListener("click", () => {
      this.own = true;
      this.sync.changed({ value: null, na: false }, 0);
    });
    return this.clear;
  }

  more() {
    this.others = element("details", { className: "earlier" });
    return element("div", { className: "more" }, this.clearing(), this.others);
  }

  get invalid() {
    return Boolean(this.figure) && !this.data.locked && !this.figure.validity.valid;
  }

  show() {
    const { words, locked, saved, earlier } = this.data;
    const { shown } = this;
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
    this.folds.arrange();
  }

  showState(words, locked, saved) {
    let [said, mark] = [saved, "saved"];
    const { sync } = this;
    if (sync.unsaved && !locked) {
      const late = sync.tries > 0 || navigator.onLine === false;
      [said, mark] = late ? [sync.kept ? words.offline : words.stay, "late"] : [words.saving, "saving"];
    }
    if (sync.stale || sync.refused || this.invalid) [said, mark] = [words.unsaved, "late"];
    this.state.textContent = said;
    this.state.dataset.mark = mark;
    const problem = this.invalid ? words.scale : sync.refused;
    if (this.problem.textContent !== problem) this.problem.textContent = problem;
  }

  showChoice(words, locked) {
    const { sync } = this;
    const lost = Boolean(locked) && sync.unsaved;
    const open = lost || (sync.stale && !locked);
    const what = open ? JSON.stringify([lost, sync.entry, this.data.stored]) : "";
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
    const here = [words.here, sync.entry];
    const both = lost
      ? [version(...here, words.forget, () => this.after(() => sync.keepThere()))]
      : [version(...here, words.keepHere, () => this.after(() => sync.keepHere())),
        version(words.there, this.data.stored, words.keepThere, () => this.after(() => sync.keepThere()))];
    this.choice.append(title, element("div", { className: "both" }, ...both));
  }

  inWords({ value, na, comment }) {
    const { words, options, number } = this.data;
    const score = na ? words.na : value ?? words.nothing;
    return options || number ? `${words.score}: ${score}\n${comment}` : comment || words.nothing;
  }
}
