// What a word is, in the index and in a query: the same as src/veille/text/stems.py and query.py.
// FrenchStemmer comes from the two files of vendor/, which the page loads before this one.

const WORD = /[\p{L}\p{N}]+/gu;
const LIGATURES = { œ: "oe", æ: "ae", "’": "'", ʼ: "'", "\u00ad": "" };
// Inclusive writing: « habitant·es », « acteur.rice.s » lose their second ending.
const INCLUSIVE =
  /(?<=[\p{L}\p{Nl}\p{No}]{2})(?:[·•⋅‧][\p{L}\p{Nl}\p{No}]{1,6}|\.(?:es?|s|rices?|trices?|nes?|euses?|ères?|ves?)(?![\p{L}\p{N}]))+/gu;
const STOP = new Set(
  ("a à au aux avec ce ces cet cette d dans de des du elle elles en est et eux il ils j je l la le les leur" +
    " leurs lui m ma mais me même mes mon n ne nos notre nous on ont ou où par pas pour qu que qui s sa se ses" +
    " si son sont sur t ta te tes toi ton tu un une vos votre vous y c").split(" "),
);
// What Snowball makes of these endings depends on the number: « usager » and « usagers » would never meet.
const PLURAL = /((?:[^v]er|it|ir|ion|al|ail))s$/u;
const LEFT = /(?<=..[aeiou])s$|(?<=.eu)x$/u;
const WHOLE = new Set(["loyer", "foyer", "paris"]);
const TOKEN = /(-?)(?:["“”«]([^"“”«»]*)["“”»]?|([^\s"“”«»]+))/g;
const LONGEST = 30;

const stemmer = new globalThis.FrenchStemmer();

const lower = (text) =>
  text.toLowerCase().replace(/[œæ’ʼ\u00ad]/g, (found) => LIGATURES[found]);

export const fold = (text) => lower(text.normalize("NFC")).normalize("NFD").replace(/\p{M}/gu, "");

export function stem(word) {
  const folded = fold(word).replace(PLURAL, "$1");
  return WHOLE.has(folded) ? folded : stemmer.stemWord(folded).replace(LEFT, "");
}

/** The words of a text in lower case, without those that say nothing. */
export function words(text) {
  const found = lower(text.normalize("NFC").replace(INCLUSIVE, "")).match(WORD) ?? [];
  return found.filter((word) => !STOP.has(word));
}

export const stems = (text) => words(text).map(stem);

/**
 * { wanted, unwanted }: phrases of one or more stems that must stand side by side. While somebody types,
 * the last word is only begun: then `begun` is what it begins with, from three letters on. `said` has the words
 * of each in `wanted` as they were typed, then what is begun.
 */
export function parse(text, typing = false) {
  const wanted = new Map();
  const unwanted = new Map();
  const said = new Map();
  const quoted = new Set();
  let begun = "";
  for (const [token, no, phrase, word] of text.matchAll(TOKEN)) {
    const found = words(phrase || word || "");
    if (typing && !no && word && text.endsWith(token)) {
      begun = /[\p{L}\p{N}]$/u.test(word) && found.length ? fold(found.pop()) : "";
    }
    const stemmed = found.map(stem);
    if (!stemmed.length) continue;
    if (phrase) said.set(stemmed.join(" "), `"${phrase.trim()}"`);
    else stemmed.forEach((one, rank) => said.set(one, found[rank]));
    if (no) unwanted.set(stemmed.join(" "), stemmed);
    else if (phrase) {
      wanted.set(stemmed.join(" "), stemmed);
      quoted.add(stemmed.join(" "));
    } else for (const one of stemmed) wanted.set(one, [one]);
  }
  const some = (map) => [...map.values()].slice(0, LONGEST);
  return {
    wanted: some(wanted),
    unwanted: some(unwanted),
    either: [],
    quoted,
    begun: begun.length > 2 ? begun : "",
    said: [...some(new Map([...wanted.keys()].map((key) => [key, said.get(key)]))), begun],
  };
}

/**
 * { query, aliases }: the query with the other names of what it names, by [older, newer, year] of what was
 * renamed; the same as src/veille/text/history.py. `either` has clauses of alternatives, of which one must be
 * there: the words that were typed, together, or a phrase.
 */
export function widened(query, history = []) {
  const aliases = [];
  for (const [was, now, since] of history) {
    for (const [typed, added] of [[was, now], [now, was]]) {
      if (stems(added).length && placed(query, stems(typed)) >= 0) aliases.push({ typed, added, since, older: typed === was });
    }
  }
  const held = aliases.map(({ typed }) => new Set(stems(typed)));
  const inside = (own, more) => own.size < more.size && [...own].every((one) => more.has(one));
  const kept = aliases.filter((_, rank) => !held.some((more) => inside(held[rank], more)));
  for (const typed of new Set(kept.map((one) => one.typed))) {
    const name = stems(typed);
    const at = placed(query, name);
    if (at < 0) continue;
    const others = kept.filter((one) => one.typed === typed).map((one) => [stems(one.added)]);
    query = {
      ...query,
      wanted: without(query.wanted, at, name.length),
      said: without(query.said, at, name.length),
      either: [...query.either, [name.map((one) => [one]), ...others]],
    };
  }
  return { query, aliases: kept };
}

const without = (list, at, count) => [...list.slice(0, at), ...list.slice(at + count)];

/** Where the words of a name stand in a row, none of them between quotes; -1 when they do not. */
function placed({ wanted, quoted }, name) {
  if (!name.length || name.some((one) => quoted.has(one))) return -1;
  const here = (at) => name.every((one, rank) => wanted[at + rank]?.length === 1 && wanted[at + rank][0] === one);
  return wanted.findIndex((_, at) => here(at));
}

/** The text in pieces [piece, whether it is a word that was looked for]; joined they are the text again. */
export function marked(text, query) {
  const wanted = new Set([...query.wanted.flat(), ...query.either.flat(3)]);
  const hit = (word) =>
    words(word).some((one) => wanted.has(stem(one)) || (query.begun && fold(one).startsWith(query.begun)));
  return text
    .split(/([\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*)/u)
    .map((piece, rank) => [piece, rank % 2 === 1 && hit(piece)])
    .filter(([piece]) => piece);
}
