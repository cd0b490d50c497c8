// A little help; every page works without it.

document.querySelector("form[data-at-once]")?.requestSubmit();

// The list is read in its own column: keep the row in hand in sight there.
function showRow() {
  if (window.matchMedia("(min-width: 900px)").matches) {
    document.querySelector(".row.here")?.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("htmx:afterSettle", () => {
  showRow();
  // htmx gives the focus back to the button that was pressed: what is wrong comes first.
  document.querySelector(".pane [aria-invalid]")?.focus();
});
showRow();
