// One field that saves itself. Whatever is typed is kept in this browser at the first keystroke and
// sent to the server a moment later; it is called saved once the server says that it stands in the
// database, and only then forgotten here. So nothing is lost by a reload, a lost connection or a
// server that ended. What another tab or device saved meanwhile is shown beside it, to choose.
//
// data: id, who, session, words, legend?, options?, number?, earlier?, top? (the first of its page,
// which then begins at its head), stored {value, na, comment}, base (names the version of `stored`),
// saved, locked, ack {client, seq, outcome, base, said}. Sent as the state `typed`: {client, seq,
// base, entry, sent}, where `sent` are the contents that no answer has come for.
//
// storing.js holds the copies in the browser, syncing.js what is sent and saved, folding.js which
// criteria are open, steady.js what keeps its place meanwhile, showing.js the page.

import { Folds } from "./folding.js";
import { View } from "./showing.js";
import { Copies } from "./storing.js";
import { Sync } from "./syncing.js";

const fields = new Map();
const phone = matchMedia("(max-width: 640px)");
const folds = new Folds(() => phone.matches);
phone.addEventListener("change", () => folds.arrange());

function made(root) {
  const view = new View(root);
  const sync = new Sync(() => view.show(), (who, id) => new Copies(who, id));
  view.sync = sync;
  folds.add(view);
  sync.invalid = () => view.invalid;
  return { view, sync };
}

const everySync = (act) => fields.forEach(({ sync }) => act(sync));
addEventListener("online", () => everySync((sync) => sync.send()));
addEventListener("offline", () => everySync((sync) => sync.show()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") everySync((sync) => sync.send());
});
// Also where a text waits for its writer: to choose between two versions, or to shorten it.
addEventListener("beforeunload", (event) => {
  if ([...fields.values()].some(({ sync }) => sync.waits)) event.preventDefault();
});

export default function ({ data, parentElement, setStateValue }) {
  if (!fields.has(parentElement)) fields.set(parentElement, made(parentElement));
  const { view, sync } = fields.get(parentElement);
  sync.post = (typed) => setStateValue("typed", typed);
  view.update(data);
  sync.update(data);
  return () => {
    sync.leave();
    folds.remove(view);
    fields.delete(parentElement);
  };
}
