// A dossier's queue by single keys. Without this file every key has its button.

const waiting = [...document.querySelectorAll("[data-waiting]")];
let here = 0;

function go(to) {
  if (!waiting[to]) return;
  waiting[here].classList.remove("here");
  waiting[here].removeAttribute("aria-current");
  here = to;
  waiting[here].classList.add("here");
  waiting[here].setAttribute("aria-current", "true");
  waiting[here].scrollIntoView({ block: "nearest" });
}

function press(within, action) {
  within?.querySelector(`button[value="${action}"]`)?.click();
}

const KEYS = {
  j: () => go(here + 1),
  k: () => go(here - 1),
  d: () => press(waiting[here], "take"),
  Enter: () => press(waiting[here], "take"),
  x: () => press(waiting[here], "aside"),
  z: () => document.querySelector("[data-undo]")?.click(),
};
const MOVES = { ArrowUp: "up", ArrowDown: "down" };

let pressed = false;
document.addEventListener("submit", () => { pressed = true; });
window.addEventListener("pageshow", () => { pressed = false; });

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts === "off" || pressed || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.ctrlKey || event.metaKey) return;
  const member = event.target.closest("[data-member]");
  if (event.altKey) {
    if (!member || !MOVES[event.key]) return;
    event.preventDefault();
    press(member, MOVES[event.key]);
    return;
  }
  // A link or a button that has the focus keeps its own Enter.
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

// What was just moved keeps the focus, so that it can be moved again.
if (location.hash.startsWith("#d-")) document.getElementById(location.hash.slice(1))?.focus();
