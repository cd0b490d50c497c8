// Copies a letter for another mailer. Without this file the fields are selected and copied by hand.

const told = document.getElementById("copie");

async function copy(button) {
  const words = document.getElementById(button.dataset.copy).value;
  if (!button.dataset.rich) {
    await navigator.clipboard.writeText(words);
    return;
  }
  const plain = document.getElementById(button.dataset.rich).value;
  const parts = { "text/html": new Blob([words], { type: "text/html" }), "text/plain": new Blob([plain], { type: "text/plain" }) };
  await navigator.clipboard.write([new ClipboardItem(parts)]);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await copy(button);
      told.textContent = `${button.textContent.replace("Copier", "Copié :")}.`;
    } catch {
      document.getElementById(button.dataset.copy).select();
      told.textContent = "Le navigateur refuse de copier : le texte est choisi, faites Ctrl+C.";
    }
  });
}
