// The page of the public search: the address holds the query, the index answers, the list is written here.

import { Changed, FACETS, Index } from "./index.js";
import { marked, parse, widened } from "./words.js";

const form = document.querySelector("#recherche");
const root = form.dataset.root;
const list = document.querySelector("#resultats");
const status = document.querySelector("#compte");
const more = document.querySelector("#suite");
const filters = document.querySelector("#filtres");
const guide = document.querySelector("#reperes");

const NAMES = { theme: "theme", territory: "territoire", publication: "publication", medium: "support", year: "annee" };
const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
const title = document.title;
const PAUSE = 120; // Milliseconds without a key before a search that is still being typed.

let opening; // The index, fetched at the first need.
let latest = 0; // Rank of the last search that was asked for: the answers of others come too late.
let found = [];
let shown = 0;
let following = 0; // How many the next step would show.
let query;
let settled = true; // Whether the address is that of a search somebody decided on.
let timer;

const field = (name) => form.elements[name];
const number = (count) => count.toLocaleString("fr-FR");

function asked() {
  const chosen = Object.entries(NAMES).map(([kind, name]) => [kind, field(name).value]);
  return { text: field("q").value.trim(), best: field("tri").value === "mieux", filters: Object.fromEntries(chosen) };
}

function address() {
  const kept = [...new FormData(form)].filter(([, value]) => value.trim());
  const search = new URLSearchParams(kept).toString();
  return search ? `?${search}` : location.pathname;
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  for (const name of ["q", "tri", ...Object.values(NAMES)]) {
    const value = given.get(name) ?? "";
    // A code is chosen before the index says its words.
    if (value && field(name).options && ![...field(name).options].some((one) => one.value === value)) {
      field(name).add(new Option(value, value));
    }
    field(name).value = value;
  }
}

async function search(typing = false, again = false) {
  const turn = ++latest;
  const { text, best, filters: chosen } = asked();
  query = parse(text, typing);
  const some = query.wanted.length || query.unwanted.length || query.begun || Object.values(chosen).some(Boolean);
  guide.hidden = Boolean(some);
  document.title = text ? `${clipped(text)} – ${title}` : title;
  if (!some) return show([], text && !typing ? "Ces mots sont trop courants : ajoutez-en un plus précis." : "");
  try {
    const index = await (opening ??= Index.open(`${root}recherche/index/`));
    const wide = widened(query, index.labels.history);
    if (turn !== latest) return;
    query = wide.query;
    const answer = await index.search(query, chosen, best);
    if (turn !== latest) return;
    await show(answer.found, told(answer.found.length, text, answer.nowhere.map((rank) => query.said[rank]).filter(Boolean)) + alsoSaid(wide.aliases, answer.each));
    guide.hidden = answer.found.length > 0;
    if (index.counted) return turn === latest && choices(index, answer.counts);
    idle(async () => {
      await index.ready();
      const { counts } = await index.search(query, chosen, best);
      if (turn === latest) choices(index, counts);
    });
  } catch (error) {
    if (turn !== latest) return;
    opening = undefined;
    // A page that stayed open while an edition came reads the new index, once.
    if (error instanceof Changed && !again) return search(typing, true);
    failed();
  }
}

function failed() {
  show([], "L’index de recherche ne se charge pas. Rechargez la page, ou passez par les pages ci-dessous.");
  guide.hidden = false;
}

/** Later, when nothing else is to do: whoever only reads the list does not wait for the counts. */
const idle = (then) => (globalThis.requestIdleCallback ?? setTimeout)(() => then().catch(() => {}));

/** Quotes within quotes are written “so”: a phrase that someone looks for keeps its marks, once. */
const within = (text) => clipped(text.replace(/["«“]\s*([^"«»“”]*?)\s*["»”]/g, "“$1”"));

/** A whole page that was pasted is not told back. */
const clipped = (text) => (text.length > 100 ? `${[...text].slice(0, 99).join("")}…` : text);

const quoted = (text) => `«\u00a0${within(text)}\u00a0»`;

function told(count, text, nowhere) {
  const about = text ? ` pour ${quoted(text)}` : "";
  if (!count && nowhere.length && query.wanted.length + (query.begun ? 1 : 0) === 1) {
    return `Aucune ressource${about} dans toutes ces archives. Essayez un autre mot.`;
  }
  if (!count && nowhere.length) {
    const which = new Intl.ListFormat("fr").format(nowhere.slice(0, 3).map(quoted));
    const are = nowhere.length > 1 ? "ne sont nulle part" : "n’est nulle part";
    return `Aucune ressource${about}\u00a0: ${which} ${are} dans ces archives. Essayez un autre mot.`;
  }
  if (!count) return `Aucune ressource${about}. Essayez un mot de moins, un autre mot, ou retirez un filtre.`;
  return `${number(count)} ressource${count > 1 ? "s" : ""}${about}`;
}

/** The spaces of French typography, which never break. */
const typeset = (text) =>
  text.replace(/« /g, "«\u00a0").replace(/ (?=[»:])/g, "\u00a0").replace(/ (?=[;?!])/g, "\u202f");

/** Why the list holds a name that nobody typed. */
function alsoSaid(aliases, each) {
  const names = [...new Set(aliases.map(({ typed }) => typed))];
  const others = (name) => aliases.filter(({ typed }) => typed === name);
  const brought = aliases.filter((one) => each[names.indexOf(one.typed)][1 + others(one.typed).indexOf(one)]);
  if (!brought.length) return "";
  const told = brought.map(({ typed, added, since, older }) => {
    const why = older ? `qui a remplacé « ${typed} »` : `le nom d’avant de « ${typed} »`;
    const when = since ? (older ? ` en ${since}` : ` (jusqu’en ${since})`) : "";
    return `« ${added} », ${why}${when}`;
  });
  return `. Cherché aussi avec ${told.join(" ; ")}.`;
}

async function show(numbers, message) {
  const lines = await linesOf(numbers, 0);
  found = numbers;
  list.replaceChildren(...lines);
  ended(lines.length);
  status.textContent = typeset(message);
}

async function linesOf(numbers, from) {
  following = 0;
  if (!numbers.length) return [];
  const index = await opening;
  const step = index.step(numbers, from);
  const records = await Promise.all(step.map((one) => index.record(one)));
  following = index.step(numbers, from + step.length).length;
  return records.map((record) => line(record, index.labels));
}

function ended(count) {
  shown = count;
  more.hidden = !following;
  more.textContent = `Afficher ${number(following)} de plus`;
}

more.addEventListener("click", async () => {
  try {
    const lines = await linesOf(found, shown);
    list.append(...lines);
    ended(shown + lines.length);
    lines[0]?.querySelector("a").focus();
  } catch {
    search();
  }
});

function line(record, labels) {
  const item = document.createElement("li");
  const heading = element("h3", "title");
  const link = element("a");
  link.href = `${root}ressource/${record.id}/`;
  link.append(...marked(record.title, query).map(([piece, hit]) => (hit ? element("mark", "", piece) : piece)));
  heading.append(link);
  const source = element("p", "source");
  const rest = [
    date(record.day),
    labels.theme[record.theme],
    ...record.publications.map((key) => labels.publication[key]),
  ];
  source.append(element("em", "", record.source), `, ${rest.filter(Boolean).join(", ")}`);
  item.append(heading, source);
  return item;
}

function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.textContent = text;
  return made;
}

function date(day) {
  const [year, month, rank] = day.split("-").map(Number);
  return `${rank === 1 ? "1er" : rank}\u00a0${MONTHS[month - 1]} ${year}`;
}

/** The lists to choose from, with how many there would be; what is chosen stays, even when nothing fits. */
function choices(index, counts) {
  for (const kind of FACETS) {
    const select = field(NAMES[kind]);
    if (!counts[kind]) continue;
    const chosen = select.value;
    const label = (code) => index.labels[kind]?.[code] ?? code;
    const codes = new Set([...counts[kind].keys(), ...(chosen ? [chosen] : [])]);
    const sorted = [...codes].sort(kind === "year" ? (a, b) => b - a : (a, b) => label(a).localeCompare(label(b), "fr"));
    const options = sorted.map((code) => new Option(`${label(code)} (${number(counts[kind].get(code) ?? 0)})`, code));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
  }
}

/** A search that is still being typed is one step of the history, not one for each letter. */
function remember(typing) {
  if (address() !== (location.search || location.pathname)) {
    history[settled ? "pushState" : "replaceState"](null, "", address());
  }
  settled = !typing;
}

field("q").addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    remember(true);
    search(true);
  }, PAUSE);
});

function submit(event) {
  event.preventDefault();
  clearTimeout(timer);
  remember(false);
  search();
}

form.addEventListener("submit", submit);
form.addEventListener("change", (event) => event.target !== field("q") && submit(event));
addEventListener("popstate", () => {
  settled = true;
  readAddress();
  search();
});

document.querySelector("#sans-script").hidden = true;
const early = field("q").value; // Typed before this script was there: on a slow line, by a quick hand.
readAddress();
const typing = early !== "" && field("q").value === "";
if (typing) field("q").value = early;
filters.hidden = false;
filters.open = matchMedia("(min-width: 900px)").matches || Object.values(asked().filters).some(Boolean);
if (typing) remember(true);
search(typing);
