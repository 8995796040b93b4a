// Which criteria of a sheet are open. A scored one folds to its level and comment. On a telephone
// only one is open, the first without a score or what its reader opened, so that a sheet stays a few
// screens long; on a wide screen all without a score are. It knows no page: it is given what the
// fields are, in order.

// fields: [{ scored, locked, own }], where `own` is what its reader asked for: true, false or
// undefined. Returns for each whether it is open.
export function open(fields, narrow) {
  const first = fields.findIndex(({ scored, locked }) => !scored && !locked);
  const asked = fields.some(({ own }) => own);
  return fields.map(({ scored, locked, own }, at) =>
    own ?? (!locked && !scored && (narrow ? at === first && !asked : true)));
}

export class Folds {
  constructor(narrow) {
    this.narrow = narrow;
    this.views = new Set();
  }

  // A view has `scored`, `locked`, `own`, `before(other)`, `fold(open)` and `shorten()`.
  add(view) {
    this.views.add(view);
    view.folds = this;
  }

  remove(view) {
    this.views.delete(view);
  }

  get folding() {
    return [...this.views].filter(({ folding }) => folding);
  }

  // Its reader opens one: what was opened before folds, and what is said there takes one line.
  opened(view) {
    this.folding.forEach((other) => {
      if (other.own) other.own = undefined;
      other.shorten();
    });
    view.own = true;
    this.arrange();
  }

  arrange() {
    const views = this.folding;
    views.sort((a, b) => (a.before(b) ? -1 : 1));
    const found = open(views, this.narrow());
    views.forEach((view, at) => view.fold(found[at]));
  }
}
