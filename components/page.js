// What only a browser can do for a page: copy its address, print it, name what Streamlit names in
// English. The one script of our own; it is served as a file because the Content-Security-Policy
// runs no inline script. Elements say what they are for in `data-m4sd`; their words come from the
// server in the reader's language.
(() => {
  "use strict";

  // Streamlit looks for its server under the page's own address first, where there is none: two
  // requests that fail. This runs before its script, which reads it once.
  window.__streamlit = { BACKEND_BASE_URL: location.origin };

  const SAID_FOR = 5000; // milliseconds that "copied" stays
  const REDRAWN_WITHIN = 4000; // milliseconds that charts get at most to follow the paper's width
  const LOOKED_AT_EVERY = 200;
  const LAST_MINUTES = 5; // of a session that ends for lack of activity: the reader is asked
  const TOLD_EVERY = 4 * 60000; // milliseconds between two words to the server that one is there
  const LOADING_AT_MOST = 30000;
  const TIMEZONE = "America/Guayaquil";

  // The address as the reader sees it: the scope is in it, the session is in no address.
  const address = () => location.origin + location.pathname + location.search;

  const all = (what) => document.querySelectorAll(`[data-m4sd="${what}"]`);

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text); // only over HTTPS and on this machine
      return true;
    } catch {
      return copiedFromField(text);
    }
  }

  function copiedFromField(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(field);
    field.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    } finally {
      field.remove();
    }
  }

  // The button itself says that it has copied; for a screen reader a status beside it does.
  async function copy(button) {
    const done = await copied(address() + (button.dataset.anchor ?? ""));
    button.dataset.usual ??= button.textContent;
    if (done) button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = button.dataset.usual; }, SAID_FOR);
    for (const place of button.parentElement.querySelectorAll("[data-m4sd=said]")) {
      place.textContent = done ? button.dataset.done : button.dataset.failed;
      place.classList.toggle("m4sd-failed", !done);
    }
    for (const field of button.parentElement.querySelectorAll("[data-m4sd=field]")) {
      field.hidden = done;
      field.value = address() + (button.dataset.anchor ?? "");
      if (!done) field.select();
    }
  }

  // Data to paste elsewhere are copied as they come, while the press that asked for them still counts
  // as one; where the browser wants a press of its own, the button beside them is for it.
  async function copyData(field) {
    const place = field.closest(".m4sd-copied");
    const button = place.querySelector("[data-m4sd=copy-data]");
    const done = await copied(field.value);
    const { done: yes, failed: no } = button.dataset;
    place.querySelector("[data-m4sd=data-said]").textContent = done ? yes : no;
    field.hidden = button.hidden = done;
  }

  function copiedOnce() {
    for (const field of all("data")) {
      if (field.dataset.tried) continue;
      field.dataset.tried = "yes";
      copyData(field);
    }
  }

  // A link to one figure: the page goes to it once it is there.
  const FIGURE = /^#(figure-[\w-]+)$/.exec(location.hash)?.[1];
  let arrived = FIGURE === undefined;

  function arrive() {
    const figure = arrived ? null : document.querySelector(`.st-key-${FIGURE}`);
    if (!figure) return;
    arrived = true;
    const go = () => figure.scrollIntoView({ block: "start" });
    go();
    setTimeout(go, 1500); // what is above it may still have grown
  }

  // Rows by the values of one column: numbers from the largest, words from the first, the other way
  // round at the next press. A cell without a value stays last either way.
  function sort(heading) {
    const table = heading.closest("table");
    const at = [...heading.parentElement.children].indexOf(heading);
    const number = heading.classList.contains("m4sd-number");
    const before = heading.getAttribute("aria-sort");
    const down = before === null ? number : before === "ascending";
    const valueOf = (row) => row.children[at].dataset.value;
    const words = new Intl.Collator(document.documentElement.lang || "es", { numeric: true });
    const compared = (one, other) => (number ? one - other : words.compare(one, other));
    const rows = [...table.tBodies[0].rows];
    const told = rows.filter((row) => valueOf(row) !== undefined);
    told.sort((one, other) => compared(valueOf(one), valueOf(other)) * (down ? -1 : 1));
    table.tBodies[0].append(...told, ...rows.filter((row) => valueOf(row) === undefined));
    for (const one of heading.parentElement.children) one.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  // Charts are drawn anew as wide as the paper, so that their words keep their size on it.
  function print() {
    document.documentElement.classList.add("m4sd-paper");
    const edge = document.querySelector(".stMainBlockContainer").getBoundingClientRect().right + 1;
    let left = REDRAWN_WITHIN / LOOKED_AT_EVERY;
    const looking = setInterval(() => {
      left -= 1;
      const charts = [...document.querySelectorAll("svg.marks")];
      const wide = charts.some((chart) => chart.getBoundingClientRect().right > edge);
      if (wide && left > 0) return;
      clearInterval(looking);
      window.print();
    }, LOOKED_AT_EVERY);
  }

  // A style sheet covers Streamlit's words for who sees them; for who hears them the element that a
  // `data-m4sd="name"` points at has the name that this one holds.
  function named() {
    for (const said of all("name")) {
      for (const field of document.querySelectorAll(said.dataset.of)) {
        const name = said.dataset.name;
        if (field.getAttribute("aria-label") !== name) field.setAttribute("aria-label", name);
      }
    }
  }

  // What is seen while nothing of the page is there goes once there is: its header, or a message of
  // Streamlit's that it cannot come.
  function loaded() {
    const loading = document.getElementById("m4sd-loading");
    if (loading && document.querySelector(".st-key-app-header, .st-key-embed, [role=dialog]")) loading.remove();
  }

  setTimeout(() => document.getElementById("m4sd-loading")?.remove(), LOADING_AT_MOST);

  // The tab of the open part is seen whole, also where a link opened it: Streamlit brings it into
  // view before it is drawn, and below the arrow of a strip that does not fit; a tab that is pressed
  // has the focus then, with which the strip goes back once more.
  const ARROW = 42; // pixels
  const FOCUSED_WITHIN = 150; // milliseconds
  let openTab;

  function showTab() {
    const tab = document.querySelector("[role=tab][aria-selected=true]");
    if (!tab || tab === openTab) return;
    openTab = tab;
    uncover(tab);
    setTimeout(() => uncover(tab), FOCUSED_WITHIN);
  }

  function uncover(tab) {
    const strip = tab.parentElement;
    if (!strip) return;
    const [seen, own] = [strip.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (own.right > seen.right - ARROW) strip.scrollLeft += own.right - seen.right + ARROW;
    else if (own.left < seen.left + ARROW) strip.scrollLeft += own.left - seen.left - ARROW;
  }

  new MutationObserver(() => {
    named();
    loaded();
    showTab();
    copiedOnce();
    arrive();
  }).observe(document.documentElement, { childList: true, subtree: true });

  // A session that sees more ends when nobody is there. Working at a page counts, also where the
  // page sends nothing for it, and so does an import that its reader waits for; a few minutes before
  // the end the reader is asked.
  let active = Date.now();
  let told = Date.now();
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => { if (!idleFor(LAST_MINUTES)) active = Date.now(); }, true);
  }

  function idleFor(left) {
    const [place] = all("idle");
    return place !== undefined && Date.now() - active > (place.dataset.minutes - left) * 60000;
  }

  function stay() {
    active = told = Date.now();
    fetch("/stay", { method: "POST" }).catch(() => {});
    idleness();
  }

  function idleness() {
    if (document.querySelector(".st-key-desk-working") && !idleFor(0)) active = Date.now();
    const soon = idleFor(LAST_MINUTES);
    const over = idleFor(0);
    for (const place of all("idle")) place.hidden = !soon;
    for (const place of all("soon")) place.hidden = over;
    for (const place of all("over")) place.hidden = !over;
    const since = all("idle").length && active - told;
    if (!soon && since > TOLD_EVERY) stay();
  }

  setInterval(idleness, 5000);

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-m4sd]");
    if (button?.dataset.m4sd === "copy") copy(button);
    if (button?.dataset.m4sd === "copy-data") {
      copyData(button.closest(".m4sd-copied").querySelector("[data-m4sd=data]"));
    }
    if (button?.dataset.m4sd === "print") print();
    if (button?.dataset.m4sd === "sort") sort(button.closest("th"));
    if (button?.dataset.m4sd === "stay") stay();
  });

  // On a telephone the menu lies over the page: choosing a page closes it, as the page is what was
  // asked for. Streamlit leaves it open.
  const NARROW = matchMedia("(max-width: 768px)");

  document.addEventListener("click", (event) => {
    if (!NARROW.matches || !event.target.closest?.('[data-testid="stSidebarNavLink"]')) return;
    setTimeout(() => document.querySelector('[data-testid="stSidebar"] button')?.click());
  });

  // "/" opens the search of the bar, wherever nothing is being written.
  const WRITING = "input, textarea, select, [contenteditable=true], [role=dialog]";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(WRITING)) return;
    const button = document.querySelector(".st-key-screen-finder button");
    if (!button) return;
    event.preventDefault();
    if (button.getAttribute("aria-expanded") !== "true") button.click();
    let left = 20;
    const looking = setInterval(() => {
      left -= 1;
      const field = document.querySelector(".st-key-find input");
      if (field) field.focus();
      if (field || left === 0) clearInterval(looking);
    }, 50);
  });

  // A page may have stood open for days, and parts of it change without the rest: what is printed
  // says the address and the day of the print.
  addEventListener("beforeprint", () => {
    const language = document.documentElement.lang || "es";
    const today = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: TIMEZONE });
    for (const place of all("address")) place.textContent = address();
    for (const place of all("today")) place.textContent = today.format(new Date());
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      part.dataset.openedToPrint = "";
    }
  });

  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("m4sd-paper");
    for (const part of document.querySelectorAll("[data-opened-to-print]")) {
      part.open = false;
      delete part.dataset.openedToPrint;
    }
  });
})();
