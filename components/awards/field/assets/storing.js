// What was typed and not yet saved, in this browser's storage: a copy for each tab.

const PREFIX = "m4sd";

export const same = (one, other) =>
  one.value === other.value && one.na === other.na && one.comment === other.comment;
export const random = () => Math.random().toString(36).slice(2, 10);
export const CLIENT = random(); // this page, until it is loaded again

// This tab's name, the same after it is loaded again.
export function tab(session) {
  try {
    const known = session.getItem(PREFIX) ?? random();
    session.setItem(PREFIX, known);
    return known;
  } catch {
    return CLIENT;
  }
}

export class Copies {
  constructor(who, id, storage = localStorage, session = sessionStorage) {
    this.storage = storage;
    this.prefix = `${PREFIX}/${who}/${id}/`;
    this.own = this.prefix + tab(session);
  }

  keep(copy) {
    try {
      this.storage.setItem(this.own, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  drop(key = this.own) {
    try {
      this.storage.removeItem(key);
    } catch {
      // Nothing could be kept either.
    }
  }

  // This tab's copy, else the newest of the others, which is this tab's from now on.
  take() {
    try {
      const keys = Object.keys(this.storage).filter((key) => key.startsWith(this.prefix));
      const found = keys.map((key) => ({ key, ...JSON.parse(this.storage.getItem(key)) }));
      found.sort((a, b) => (b.key === this.own) - (a.key === this.own) || b.at - a.at);
      if (found.length === 0) return null;
      this.drop(found[0].key);
      return found[0];
    } catch {
      return null;
    }
  }
}
