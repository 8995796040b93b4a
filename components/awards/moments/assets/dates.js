// Says the parts of Streamlit's field of a moment in the reader's language: `words` by what it says in
// English. Streamlit fixes the parts to en-US; the calendar's days are in the browser's language.

const FIELD = '[data-testid^="stDateTimeInput"]';
// What React Aria describes a field with stands at the end of the document.
const PLACES = `${FIELD}, ${FIELD} *, [id^="react-aria-description"]`;
const NAMES = ["aria-label", "aria-valuetext"];
const LOOKED_AT = { childList: true, characterData: true, subtree: true, attributeFilter: NAMES };

let said = { words: {}, language: "" };
let mounted = 0;
const looking = new MutationObserver(speak);

// "month, Opening" and "Choose date and time, March 2031": the part before the comma is Streamlit's.
function translated(text) {
  const [first, ...rest] = text.split(", ");
  return said.words[text] ?? (said.words[first] ? [said.words[first], ...rest].join(", ") : text);
}

// "Selected Date: March 01, 2031 at 08:30"
function described(text) {
  const [what, moment] = text.split(": ", 2);
  const rest = text.slice(what.length + 2);
  if (!moment || !said.words[what]) return text;
  const day = new Date(rest.replace(" at ", " "));
  const form = { dateStyle: "long", timeStyle: "short" };
  const shown = Number.isNaN(day.valueOf()) ? rest : day.toLocaleString(said.language, form);
  return `${said.words[what]}: ${shown}`;
}

function valued(part) {
  if (part.hasAttribute("data-placeholder")) return said.words.Empty;
  const text = part.textContent;
  if (part.dataset.type !== "month") return text;
  const month = new Date(Date.UTC(2000, Number(text) - 1));
  const name = month.toLocaleString(said.language, { month: "long", timeZone: "UTC" });
  return `${text} – ${name}`;
}

function put(part, name, text) {
  if (part.getAttribute(name) !== text) part.setAttribute(name, text);
}

function speak() {
  for (const part of document.querySelectorAll(PLACES)) {
    const label = part.getAttribute("aria-label");
    if (label) put(part, "aria-label", translated(label));
    for (const child of part.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE) continue;
      const text = described(translated(child.data));
      if (child.data !== text) child.data = text;
    }
    if (part.role === "spinbutton" && part.dataset.type) put(part, "aria-valuetext", valued(part));
  }
}

export default function ({ data }) {
  said = data;
  mounted += 1;
  if (mounted === 1) looking.observe(document.body, LOOKED_AT);
  speak();
  return () => {
    mounted -= 1;
    if (mounted === 0) looking.disconnect();
  };
}
