// Keys, counters, and the row in hand. Every page works without it.

document.querySelector("form[data-at-once]")?.requestSubmit();

// --- The list is read in its own column: keep the row in hand in sight there -----------------

function showRow() {
  if (window.matchMedia("(min-width: 900px)").matches) {
    document.querySelector(".row.here")?.scrollIntoView({ block: "nearest" });
  }
}

// --- Keys -----------------------------------------------------------------------------------
// An element says which key presses it (data-key): a field takes the focus, the rest is clicked.
// Keys are looked at by what they write (event.key), whatever the keyboard; they are silent in
// fields, with Ctrl, Alt or Meta, and when a person switched them off (WCAG 2.1.4).

const waiting = []; // pressed while the last answer was still on its way
let busy = 0;
let byKey = false;

const off = () => document.body.dataset.shortcuts === "off";
const inField = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

function move(step) {
  const rows = [...document.querySelectorAll(".row")];
  const here = rows.findIndex((row) => row.classList.contains("here"));
  const next = rows[here < 0 ? 0 : here + step];
  if (!next) return false;
  const link = next.querySelector(".row-title");
  link.focus();
  link.click();
  return true;
}

function press(key) {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  if (!target) return false;
  if (target.matches("input, textarea")) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else {
    byKey = true;
    target.click();
    if (target.matches("summary")) {
      target.focus();
      target.parentElement.scrollIntoView({ block: "nearest" }); // the list of keys is long
    }
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && inField(event.target)) {
    event.target.blur();
    document.querySelector(".row.here .row-title")?.focus({ preventScroll: true });
    return;
  }
  if (off() || event.ctrlKey || event.altKey || event.metaKey || inField(event.target)) return;
  // Enter belongs to the button, link or box that has the focus, the row in hand excepted.
  if (event.key === "Enter" && event.target.closest("a, button, summary, input") &&
      !event.target.closest(".row.here, .deeds")) return;
  if (busy) {
    if (event.key.length === 1 || event.key === "Enter") {
      event.preventDefault();
      if (waiting.length < 20) waiting.push(event.key);
    }
    return;
  }
  if (press(event.key)) event.preventDefault();
});

document.addEventListener("htmx:beforeRequest", () => { busy += 1; });
document.addEventListener("htmx:afterRequest", () => {
  // htmx settles 20 ms after the swap: before that, what it has just brought in does not answer yet.
  setTimeout(() => {
    busy = Math.max(0, busy - 1);
    catchUp();
  }, 40);
});

function catchUp() {
  while (!busy && waiting.length) {
    press(waiting.shift());
    // What was typed after t or n was meant for the field that they open.
    if (inField(document.activeElement)) write(document.activeElement, waiting.splice(0));
  }
}

function write(field, keys) {
  const text = keys.filter((key) => key.length === 1).join("");
  field.setRangeText(text, field.value.length, field.value.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (keys.includes("Enter") && field.matches("input")) document.getElementById("enregistrer")?.click();
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.responseURL.includes("quiet=")) return; // saved behind the typing: hands off
  showRow();
  count();
  // htmx gives the focus back to the button that was pressed: what is wrong comes first.
  const wrong = document.querySelector(".pane [aria-invalid]");
  if (wrong) wrong.focus();
  else if (byKey) document.querySelector(".row.here .row-title")?.focus({ preventScroll: true });
  if (event.target.id === "lecture") byKey = false;
});

// --- Counters: our words without a limit, a quotation with one --------------------------------

function count() {
  for (const field of document.querySelectorAll("[data-count]")) {
    const counter = document.getElementById(field.dataset.count);
    const length = field.value.trim().length;
    const most = Number(field.dataset.most || 0);
    counter.hidden = !length;
    counter.textContent = most ? `${length} sur ${most} caractères` : `${length} caractères`;
    counter.classList.toggle("fault", most > 0 && length > most);
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count]")) count();
  const saved = document.getElementById("enregistre");
  if (saved && event.target.closest(".pane")) saved.textContent = "";
});

// A theme is added by Enter, whole: its letters are not saved on the way.
document.addEventListener("change", (event) => {
  if (event.target.id === "theme") event.stopPropagation();
}, true);

showRow();
count();
