// The composer by keys and by hand. Without this file every act has its button.

const MOVES = { ArrowUp: "up", ArrowDown: "down" };

function rows() {
  return [...document.querySelectorAll("[data-entry]")];
}

function press(row, action) {
  row.querySelector(`button[value="${action}"]`)?.click();
}

// What was just moved keeps the focus, so that it can be moved again.
let busy = false;
let moving = "";
let rank = 0;
let height = 0;
document.body.addEventListener("htmx:beforeRequest", (event) => {
  // The checks ask for themselves as soon as something changed, before the board is swapped.
  if (event.detail.target?.id !== "composer") return;
  busy = true;
  const row = event.target.closest("[data-entry]") ?? held;
  moving = row?.id ?? "";
  rank = Math.max(0, rows().indexOf(row));
});
document.body.addEventListener("htmx:beforeSwap", () => { height = scrollY; });
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "composer" && event.detail.target?.id !== "composer") return;
  const row = document.getElementById(moving) ?? (moving ? rows()[Math.min(rank, rows().length - 1)] : null);
  if (!row) {
    scrollTo(0, height);
    return;
  }
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
});

// Keys typed faster than answers come wait for their turn: the board they are meant for is not there yet.
const waiting = [];
let typed = null; // what is written after n, before the note that n opens is there

function act(todo) {
  if (busy) waiting.push(todo);
  else todo();
}

function openNote() {
  const field = focused()?.querySelector("textarea");
  const text = typed ?? "";
  typed = null;
  if (!field) return;
  field.focus();
  if (text) field.setRangeText(text, field.value.length, field.value.length, "end");
}

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target?.id !== "composer") return;
  // After the swap, once the moved row has the focus again.
  setTimeout(() => {
    busy = false;
    while (!busy && waiting.length) waiting.shift()();
  }, 0);
});

function focused() {
  return document.activeElement?.closest("[data-entry]");
}

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts === "off" || event.isComposing) return;
  const row = event.target.closest("[data-entry]");
  if (event.altKey && row && MOVES[event.key]) {
    event.preventDefault();
    act(() => focused() && press(focused(), MOVES[event.key]));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape" && row) row.focus();
    return;
  }
  if (typed !== null && event.key.length === 1) {
    event.preventDefault();
    typed += event.key;
    return;
  }
  const all = rows();
  const at = all.indexOf(row);
  const acts = {
    j: () => all[Math.min(at + 1, all.length - 1)]?.focus(),
    k: () => all[Math.max(at - 1, 0)]?.focus(),
    n: () => {
      if (busy) typed = "";
      act(openNote);
    },
    x: () => act(() => focused()?.querySelector("[data-remove]")?.click()),
    z: () => act(() => document.querySelector("[data-undo]")?.click()),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

// Drag: onto a row it comes before it, onto a section it comes last.
let held = null;
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("textarea, input, select")) return;
  held = event.target.closest?.("[data-entry]");
  if (held) event.dataTransfer.setData("text/plain", held.dataset.entry);
});
document.addEventListener("dragover", (event) => {
  if (!held || !event.target.closest("[data-part]")) return;
  event.preventDefault();
  document.querySelector(".drop-here")?.classList.remove("drop-here");
  event.target.closest("[data-entry], [data-part]").classList.add("drop-here");
});
document.addEventListener("dragend", () => {
  held = null;
  document.querySelector(".drop-here")?.classList.remove("drop-here");
});
document.addEventListener("drop", (event) => {
  const part = event.target.closest("[data-part]");
  if (!held || !part) return;
  event.preventDefault();
  const board = document.getElementById("composer");
  const before = event.target.closest("[data-entry]")?.dataset.entry ?? "";
  if (before === held.dataset.entry) return;
  htmx.ajax("POST", board.dataset.place, {
    target: "#composer",
    swap: "outerHTML",
    values: { csrf: board.dataset.csrf, item: held.dataset.entry, section: part.dataset.part, before },
  });
});

// The preview follows, and stays where it was.
document.body.addEventListener("edition-changed", (event) => {
  for (const field of document.querySelectorAll("input[name=mark]")) field.value = event.detail.mark;
  const frame = document.querySelector("iframe[data-live]");
  if (!frame) return;
  if (frame.classList.contains("pane-pdf")) {
    frame.src = frame.getAttribute("src");
    return;
  }
  const top = frame.contentWindow?.scrollY ?? 0;
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top), { once: true });
  frame.contentWindow?.location.reload();
});
