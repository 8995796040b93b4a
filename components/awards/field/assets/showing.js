// A field as it is seen: its parts, its state, and two versions to choose from.

const TYPING_PAUSE = 600; // milliseconds without a keystroke before a text is sent

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export class View {
  constructor(root) {
    this.place = element("div");
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
    if (options) parts.push(this.levels(options));
    if (number) parts.push(this.number(number));
    if (options || number) parts.push(this.clearing(), this.elsewhere());
    this.text = element("textarea", { rows: 3 });
    this.text.addEventListener("input", () =>
      this.sync.changed({ comment: this.text.value }, TYPING_PAUSE));
    this.text.addEventListener("blur", () => this.sync.left());
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
      radio.addEventListener("change", () => this.sync.changed({ value, na: value === null }, 0));
      const mark = element("span", { className: "mark", textContent: label });
      return { radio, row: element("label", { className: "level" }, radio, mark, said) };
    });
    return element("div", { className: "levels" }, ...this.radios.map(({ row }) => row));
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
    this.clear.addEventListener("click", () => this.sync.changed({ value: null, na: false }, 0));
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
    const shown = locked ? stored : this.sync.entry;
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
