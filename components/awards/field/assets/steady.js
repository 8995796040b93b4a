// What is pressed or looked at keeps its place on the screen while criteria fold and unfold.

// After a change of the page: `what` is seen where it, or what it replaced, was before.
export function stays(what, above) {
  const moved = what.getBoundingClientRect().top - above;
  document.querySelector('[data-testid="stMain"]')?.scrollBy(0, moved);
}

// Act once no finger or button is down.
let down = false;
addEventListener("pointerdown", () => { down = true; }, true);
["pointerup", "pointercancel"].forEach((end) =>
  addEventListener(end, () => { down = false; }, true));
export function released(act) {
  if (!down) return void setTimeout(act);
  const then = new AbortController();
  ["pointerup", "pointercancel"].forEach((end) => addEventListener(end, () => {
    then.abort();
    setTimeout(act);
  }, { capture: true, signal: then.signal }));
}
