// No word is lost: what is typed into <form data-keep="name"> is kept as it is typed, in this
// browser and on the server, until the form was sent and taken. Files, passwords and hidden
// fields never are. Two tabs that hold one form keep a copy each: neither overwrites the other.
{
  const person = document.currentScript.dataset.person;
  const home = "/bureau/brouillons/";
  const tab = (sessionStorage.keepTab ??= Math.random().toString(36).slice(2, 10));
  const key = (name, of = tab) => `keep:${person}:${name}|${of}`;
  const held = new Map(); // form → { name, base: what is saved, copy: what is not, sent, out, timer }
  let marks = {}; // form's name → mark of what the server keeps

  // --- Fields -----------------------------------------------------------------------------------

  const ticked = (one) => /^(checkbox|radio)$/.test(one.type);
  const inputs = (form) => [...form.elements].filter((one) => one.name && one.matches("input, select, textarea") &&
    !/^(hidden|file|password|submit|button|reset|image)$/.test(one.type));

  function values(one, rendered) {
    if (ticked(one)) return (rendered ? one.defaultChecked : one.checked) ? [one.value] : [];
    if (one.tagName !== "SELECT") return [rendered ? one.defaultValue : one.value];
    const chosen = [...one.options].filter((option) => (rendered ? option.defaultSelected : option.selected));
    if (!chosen.length && !one.multiple) chosen.push(...[...one.options].slice(0, 1));
    return chosen.map((option) => option.value);
  }

  function fields(form, rendered = false) {
    const found = {};
    for (const one of inputs(form)) (found[one.name] ??= []).push(...values(one, rendered));
    return found;
  }

  // Two contents are one when they say the same: the ends of texts and empty fields say nothing.
  const mark = (found) => JSON.stringify(Object.entries(found)
    .map(([name, all]) => [name, all.map((value) => value.replace(/\r\n/g, "\n").trim()).filter(Boolean)])
    .filter(([, all]) => all.length).sort(([a], [b]) => (a < b ? -1 : 1)));

  function fill(form, found) {
    const left = structuredClone(found);
    for (const one of inputs(form)) {
      const all = left[one.name] ?? [];
      const before = mark({ it: values(one) });
      if (ticked(one)) one.checked = all.includes(one.value);
      else if (one.multiple && one.options) for (const option of one.options) option.selected = all.includes(option.value);
      else one.value = all.shift() ?? "";
      if (mark({ it: values(one) }) !== before) one.closest("details")?.setAttribute("open", "");
    }
    form.dispatchEvent(new CustomEvent("keep:restored", { bubbles: true, detail: found }));
    inputs(form)[0]?.dispatchEvent(new Event("input", { bubbles: true })); // counters follow; and it is saved
  }

  // --- Kept here, and on the server ---------------------------------------------------------------

  function copies(name) {
    return Object.keys(localStorage).filter((at) => at.startsWith(key(name, "")))
      .map((at) => ({ ...JSON.parse(localStorage[at]), at }));
  }

  function save(form) {
    const state = held.get(form);
    const now = fields(form);
    clearTimeout(state.timer);
    if (mark(now) === state.base) return forget(state);
    state.copy = { fields: now, base: state.base, typed: Date.now() };
    try { localStorage.setItem(key(state.name), JSON.stringify(state.copy)); } catch { /* full: the server has it */ }
    state.timer = setTimeout(() => send(form), 800);
  }

  function ask(name, method, content) {
    const body = content && JSON.stringify({ content, seen: marks[name] ?? "" });
    const csrf = document.querySelector("input[name=csrf]")?.value ?? "";
    const headers = { "X-CSRF-Token": csrf, "Content-Type": "application/json" };
    return fetch(home + encodeURIComponent(name), { method, body, headers, keepalive: (body ?? "").length < 60000 });
  }

  function send(form, again = true) {
    const state = held.get(form);
    if (state) state.flight = deliver(form, state, again);
  }

  async function deliver(form, state, again) {
    clearTimeout(state.timer);
    const copy = state.copy;
    if (!copy || state.sent) return;
    const answer = await ask(state.name, "POST", copy).catch(() => null);
    if (!answer) return say(form, "Le bureau ne répond pas : votre texte est gardé dans ce navigateur.");
    if (answer.status === 401) return out(form, state);
    if (answer.status === 403 && again) return back();
    const told = await answer.json().catch(() => ({}));
    if (told.stamp) marks[state.name] = told.stamp;
    // This page itself sent it as it was left, later than it was asked for: no other tab did.
    if (told.content && again && mark(told.content.fields) === state.found) return deliver(form, state, false);
    if (told.content) elsewhere(form, told.content);
    else if (!answer.ok) say(form, told.error ?? "Le serveur n’a pas gardé ce texte : il l’est dans ce navigateur.");
    else if (state.copy === copy) state.copy = null;
  }

  function forget(state) {
    clearTimeout(state.timer);
    localStorage.removeItem(key(state.name));
    state.copy = null;
    // After what is still on its way: it would bring back what was just let go.
    Promise.resolve(state.flight).then(() => {
      if (state.copy || !marks[state.name]) return;
      ask(state.name, "DELETE").catch(() => null);
      delete marks[state.name];
    });
  }

  function out(form, state) {
    state.out = true;
    const door = `/bureau/connexion?suite=${encodeURIComponent(location.pathname + location.search)}`;
    say(form, "Votre session est finie : votre texte est gardé dans ce navigateur.", [["Entrez de nouveau pour continuer", door]]);
  }

  // Whoever signed in again, in another tab, goes on here as if nothing had happened.
  async function back() {
    const told = await fetch(home).then((answer) => answer.json()).catch(() => ({}));
    if (told.person !== person) return;
    for (const one of document.querySelectorAll("input[name=csrf]")) one.value = told.csrf;
    for (const [form, state] of held) {
      if (state.out) say(form, "Vous êtes de nouveau là : votre texte est gardé.");
      state.out = false;
      send(form, false);
    }
  }

  // --- What is said above the form ----------------------------------------------------------------

  function say(form, text, choices = []) {
    const line = form.querySelector(":scope > .kept") ?? form.insertBefore(document.createElement("div"), form.firstChild);
    line.className = "kept";
    line.setAttribute("role", "status");
    line.replaceChildren(Object.assign(document.createElement("p"), { textContent: text.replaceAll(" :", "\u00a0:") }));
    for (const [label, deed] of choices) {
      const one = document.createElement(typeof deed === "string" ? "a" : "button");
      if (typeof deed === "string") Object.assign(one, { href: deed, target: "_blank" });
      else Object.assign(one, { type: "button", className: "plain", onclick: () => { line.remove(); deed(); } });
      one.textContent = label;
      line.append(one);
    }
  }

  const when = (typed) => new Intl.DateTimeFormat("fr-FR", { weekday: "long", hour: "numeric", minute: "2-digit", timeZone: "Europe/Paris" })
    .format(typed).replace(/ (?:à )?0?(\d+):(\d+)/, " à $1\u00a0h\u00a0$2");
  const take = (form, copy) => [`Reprendre le texte tapé ${when(copy.typed)}`, () => fill(form, copy.fields)];

  function elsewhere(form, copy) {
    if (mark(copy.fields) === mark(fields(form))) return;
    say(form, "Ce texte est ouvert dans un autre onglet, où il vient de changer.", [take(form, copy)]);
  }

  // --- A form appears, is sent, is taken -----------------------------------------------------------

  async function adopt(form) {
    if (held.has(form)) return;
    const shown = mark(fields(form, true));
    const state = { name: form.dataset.keep, base: shown };
    held.set(form, state);
    const found = copies(state.name);
    if (marks[state.name]) {
      const told = await ask(state.name, "GET").then((answer) => answer.json()).catch(() => ({}));
      if (told.content?.fields) found.push(told.content);
    }
    if (form.querySelector("[aria-invalid], .error, [data-kept-fault]")) return void (state.base = found[0]?.base ?? "");
    for (const copy of found) if (copy.at && mark(copy.fields) === shown) localStorage.removeItem(copy.at);
    const seen = new Set([shown]);
    const news = found.sort((a, b) => b.typed - a.typed)
      .filter((copy) => !seen.has(mark(copy.fields)) && seen.add(mark(copy.fields)));
    if (!news.length) return void (marks[state.name] && forget(state));
    if (mark(fields(form)) !== shown) return; // somebody is typing already
    const [best, ...others] = news;
    const choices = others.slice(0, 2).map((copy) => take(form, copy));
    const drop = () => { news.forEach((copy) => copy.at && localStorage.removeItem(copy.at)); forget(state); };
    if (best.base !== shown) {
      say(form, `Un texte tapé ${when(best.typed)} n’a pas été enregistré, et la fiche a changé depuis.`,
        [take(form, best), ...choices, ["L’oublier", drop]]);
      return;
    }
    if (best.at) localStorage.removeItem(best.at); // ours from now on
    state.found = mark(best.fields);
    fill(form, best.fields);
    say(form, `Texte retrouvé, tapé ${when(best.typed)}.`, [["Reprendre la version enregistrée", () => { form.reset(); drop(); }], ...choices]);
  }

  function sending(form) {
    const state = held.get(form);
    if (!state) return;
    clearTimeout(state.timer); // the server drops its copy when the form is taken: none must come after
    state.sent = mark(fields(form));
  }

  function taken() { // the server says it in a cookie, which outlives the redirection
    const coded = /(?:^|; )keep_done=([^;]+)/.exec(document.cookie)?.[1];
    if (!coded) return;
    document.cookie = "keep_done=; path=/bureau/; max-age=0";
    const name = decodeURIComponent(coded);
    localStorage.removeItem(key(name));
    delete marks[name];
    for (const [form, state] of held) {
      if (state.name !== name) continue;
      form.querySelector(":scope > .kept")?.remove();
      Object.assign(state, { base: state.sent ?? state.base, copy: null, sent: null });
      save(form); // whatever was typed while it was on its way
    }
  }

  // --- When ------------------------------------------------------------------------------------------

  const form = (event) => { const found = (event.detail?.elt ?? event.target)?.closest?.("form[data-keep]"); return held.has(found) && found; };
  const flush = () => [...held.keys()].forEach((one) => send(one));
  const on = (kinds, deed, at = document) => kinds.split(" ").forEach((kind) => at.addEventListener(kind, deed));

  for (const at of Object.keys(localStorage)) { // another account's are not for whoever is here now
    if (at.startsWith("keep:") && !at.startsWith(`keep:${person}:`)) localStorage.removeItem(at);
  }
  taken();
  const ready = !document.querySelector("[data-keep]") ? Promise.resolve() : fetch(home)
    .then((answer) => answer.json()).then((told) => { marks = told.forms ?? {}; }).catch(() => null);
  ready.then(() => document.querySelectorAll("form[data-keep]").forEach(adopt));
  on("input change", (event) => { if (form(event)) save(form(event)); });
  on("focusout", (event) => { if (form(event)) send(form(event)); });
  on("visibilitychange", () => { if (document.hidden) flush(); });
  on("pagehide", flush, window);
  on("focus visibilitychange", () => { if ([...held.values()].some((state) => state.out)) back(); }, window);
  on("pageshow", (event) => { if (event.persisted) { held.forEach((state) => { state.sent = null; }); taken(); } }, window);
  on("storage", (event) => held.forEach((state, one) => {
    if (event.newValue && event.key?.startsWith(key(state.name, ""))) elsewhere(one, JSON.parse(event.newValue));
  }), window);
  on("formdata", (event) => { if (event.target.dataset.keep) event.formData.set("keep", event.target.dataset.keep); });
  on("submit", (event) => sending(event.target));
  on("htmx:configRequest", (event) => {
    if (event.detail.verb === "get" || !form(event)) return;
    event.detail.parameters.keep = form(event).dataset.keep;
    sending(form(event));
  });
  on("htmx:afterRequest", (event) => {
    const one = form(event);
    taken();
    if (one) held.get(one).sent = null;
    if (one?.isConnected) send(one);
  });
  on("htmx:load", (event) => ready.then(() => {
    for (const one of held.keys()) if (!one.isConnected) held.delete(one);
    document.querySelectorAll("form[data-keep]").forEach(adopt);
  }));
}
