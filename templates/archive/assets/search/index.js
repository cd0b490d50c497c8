// The index as src/veille/archive/search made it: two tiers, whose files are fetched when a query needs them.

import { stem } from "./words.js";

const FORMAT = 1;
const CODED = ["theme", "territory", "publication", "medium"];
export const FACETS = [...CODED, "year"];
const STEP = 10; // Results shown at once,
const FILES = 5; // or fewer, when they lie so far apart that they are in more files than this.

/** Somebody put a newer index in its place while this one was being read. */
export class Changed extends Error {}

async function get(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
}

/** A binary file: the length of its head, its head [keys, lengths], and what each key has. */
function unpack(buffer) {
  const length = new DataView(buffer, 8).getUint32(0, true);
  const [keys, lengths] = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 12, length)));
  let start = 12 + length;
  return new Map(
    keys.map((key, rank) => {
      start += lengths[rank];
      return [key, new Uint8Array(buffer, start - lengths[rank], lengths[rank])];
    }),
  );
}

/** Words with their stems: « letters shared with the word above, letters, letters to cut, letters to add ». */
function spellings(buffer) {
  let word = "";
  return text(buffer).split("\n").map((line) => {
    const [shared, rest, cut, added] = line.split(" ");
    word = word.slice(0, shared) + rest;
    return [word, word.slice(0, word.length - cut) + added];
  });
}

function records(buffer) {
  const { names, rows } = JSON.parse(text(buffer));
  let day = "";
  return rows.map(([title, id, date, source, theme, ...publications]) => {
    day = date || day;
    return { title, id, day, source: names[source], theme: names[theme], publications: publications.map((one) => names[one]) };
  });
}

const text = (buffer) => new TextDecoder().decode(new Uint8Array(buffer, 8));

/** Varints: see postings.py. The numbers of documents, and for each whether the word is in its title. */
function documents(bytes) {
  const numbers = new Uint32Array(bytes.length);
  const titled = new Uint8Array(bytes.length);
  let count = 0, number = -1, value = 0, shift = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    value += (byte & 127) * 2 ** shift;
    if (byte > 127) shift += 7;
    else {
      number += (value >>> 1) + 1;
      titled[count] = value & 1;
      numbers[count++] = number;
      value = shift = 0;
    }
  }
  return { numbers: numbers.subarray(0, count), titled: titled.subarray(0, count) };
}

/** The places of a word, document after document: those of the nth are from starts[n] to starts[n + 1]. */
function places(bytes, count) {
  const all = new Uint32Array(bytes.length);
  const starts = new Uint32Array(count + 1);
  let held = 0, document = 0, place = 0, value = 0, shift = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    value += (byte & 127) * 2 ** shift;
    if (byte > 127) shift += 7;
    else {
      place += value >>> 1;
      all[held++] = place;
      if (!(value & 1)) {
        starts[++document] = held;
        place = 0;
      }
      value = shift = 0;
    }
  }
  return { all, starts };
}

const NONE = { numbers: new Uint32Array(0), titled: new Uint8Array(0) };

class Tier {
  constructor(base, about) {
    Object.assign(this, about, { base });
    if (about.format !== FORMAT) throw new Changed();
    this.held = new Map();
    const end = (rank) => about.years[rank + 1]?.[1] ?? about.documents;
    this.facets = { year: new Map(about.years.map(([year, first], rank) => [String(year), span(first, end(rank))])) };
  }

  /** A file, fetched once; the version in its address keeps an old copy from being taken for it. */
  file(kind, rank, read) {
    const name = `${kind}${rank}`;
    if (!this.held.has(name)) this.held.set(name, this.fetched(name, read));
    return this.held.get(name);
  }

  async fetched(name, read) {
    try {
      const answer = await get(`${this.base}${name}.bin?${this.version}`);
      const buffer = await answer.arrayBuffer();
      const version = new TextDecoder().decode(new Uint8Array(buffer, 0, 8));
      if (version !== this.version) throw new Changed();
      return read(buffer);
    } catch (error) {
      this.held.delete(name); // The next query tries again.
      throw error;
    }
  }

  /** The rank of the file in which a key stands, if it stands anywhere; -1 before the first. */
  rank(kind, key) {
    if (Object.hasOwn(this.alone[kind] ?? {}, key)) return this.alone[kind][key];
    const firsts = this.firsts[kind] ?? [];
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  async entry(kind, key) {
    const rank = this.rank(kind, key);
    return rank < 0 ? undefined : (await this.file(kind, rank, unpack)).get(key);
  }

  async word(key) {
    const bytes = await this.entry("docs", key);
    return bytes ? documents(bytes) : NONE;
  }

  async phrase(stems) {
    const lists = await Promise.all(stems.map((one) => this.word(one)));
    if (stems.length === 1) return lists[0];
    if (lists.some((list) => !list.numbers.length)) return NONE;
    const held = await Promise.all(
      stems.map(async (one, rank) => places(await this.entry("places", one), lists[rank].numbers.length)),
    );
    return adjacent(lists, held);
  }

  /** Every document with all the phrases of one alternative at least. */
  async either(clause) {
    const lists = await Promise.all(
      clause.map(async (phrases) => shared(await Promise.all(phrases.map((stems) => this.phrase(stems))))),
    );
    return { ...united(lists, this.documents), each: lists.map(({ numbers }) => numbers.length) };
  }

  /** Every document with a word that begins so, or with the word itself in another form. */
  async begun(start) {
    const found = new Set([stem(start)]);
    const last = this.rank("words", start + "\uffff");
    for (let rank = Math.max(this.rank("words", start), 0); rank <= last; rank++) {
      for (const [word, one] of await this.file("words", rank, spellings)) if (word.startsWith(start)) found.add(one);
    }
    const lists = await Promise.all([...found].map((one) => this.word(one)));
    return lists.length === 1 ? lists[0] : united(lists, this.documents);
  }

  async facet(kind) {
    if (!this.facets[kind]) {
      const held = this.firsts[kind] ? await this.file(kind, 0, unpack) : new Map();
      this.facets[kind] = new Map([...held].map(([code, bytes]) => [code, documents(bytes).numbers]));
    }
  }

  async record(number) {
    const rank = Math.floor(number / this.per_file);
    return (await this.file("records", rank, records))[number - rank * this.per_file];
  }
}

/** The documents in which the words of a phrase follow each other. */
function adjacent(lists, held) {
  const at = lists.map(() => 0);
  const numbers = [], titled = [];
  const [first, ...others] = lists;
  for (let i = 0; i < first.numbers.length; i++) {
    const number = first.numbers[i];
    const everywhere = others.every((list, rank) => {
      let j = at[rank];
      while (j < list.numbers.length && list.numbers[j] < number) j++;
      at[rank] = j;
      return list.numbers[j] === number;
    });
    if (!everywhere) continue;
    const { all, starts } = held[0];
    for (let p = starts[i]; p < starts[i + 1]; p++) {
      if (others.every((_, rank) => holds(held[rank + 1], at[rank], all[p] + rank + 1))) {
        numbers.push(number);
        titled.push(Number(first.titled[i] && others.every((list, rank) => list.titled[at[rank]])));
        break;
      }
    }
  }
  return { numbers: Uint32Array.from(numbers), titled: Uint8Array.from(titled) };
}

function holds({ all, starts }, document, place) {
  for (let p = starts[document]; p < starts[document + 1]; p++) if (all[p] === place) return true;
  return false;
}

/** The documents of all the lists at once. */
function shared([first, ...others]) {
  const held = others.map(({ numbers, titled }) => new Map(Array.from(numbers, (number, rank) => [number, titled[rank]])));
  const kept = [...first.numbers.keys()].filter((rank) => held.every((one) => one.has(first.numbers[rank])));
  return {
    numbers: Uint32Array.from(kept, (rank) => first.numbers[rank]),
    titled: Uint8Array.from(kept, (rank) => Number(first.titled[rank] && held.every((one) => one.get(first.numbers[rank])))),
  };
}

function united(lists, count) {
  const seen = new Uint8Array(count);
  for (const { numbers, titled } of lists) for (let i = 0; i < numbers.length; i++) seen[numbers[i]] |= 1 + titled[i] * 2;
  const numbers = [], titled = [];
  for (let number = 0; number < count; number++) {
    if (seen[number]) {
      numbers.push(number);
      titled.push(seen[number] >> 1);
    }
  }
  return { numbers: Uint32Array.from(numbers), titled: Uint8Array.from(titled) };
}

export class Index {
  static async open(base) {
    const names = ["mots.json", "closes/index.json", "courante/index.json"];
    const [labels, closed, running] = await Promise.all(
      names.map(async (name) => (await get(base + name, { cache: "no-cache" })).json()),
    );
    return new Index(labels, new Tier(`${base}closes/`, closed), new Tier(`${base}courante/`, running));
  }

  constructor(labels, closed, running) {
    Object.assign(this, { labels, closed, running });
    this.tiers = [closed, running];
  }

  /** Fetches the facets, which counts and filters need. */
  async ready() {
    await Promise.all(this.tiers.flatMap((tier) => CODED.map((kind) => tier.facet(kind))));
    this.counted = true;
  }

  /**
   * { found, counts, nowhere, each }: the numbers of what fits, in order; once `ready`, how many there would be
   * with each code of each facet; the ranks of the terms that no resource has; for each clause of names, how many
   * resources have each. `filters` has one code for each facet at most, and a year.
   */
  async search(query, filters = {}, best = false) {
    if (CODED.some((kind) => filters[kind])) await this.ready();
    const terms = [
      ...query.wanted.map((stems) => (tier) => tier.phrase(stems)),
      ...query.either.map((clause) => (tier) => tier.either(clause)),
      ...(query.begun ? [(tier) => tier.begun(query.begun)] : []),
    ];
    const refused = query.unwanted.map((stems) => (tier) => tier.phrase(stems));
    const asked = await Promise.all(
      this.tiers.map(async (tier) => ({
        tier,
        lists: await Promise.all(terms.map((term) => term(tier))),
        none: await Promise.all(refused.map((term) => term(tier))),
      })),
    );
    const total = this.closed.documents + this.running.documents;
    const held = terms.map((_, rank) => asked.reduce((sum, { lists }) => sum + lists[rank].numbers.length, 0));
    const weights = held.map((count) => Math.log(1 + total / (1 + count)));
    const nowhere = [...held.keys()].filter((rank) => !held[rank]);
    const counts = {};
    const groups = new Map(); // Score → the numbers that have it, the newest first.
    for (const { tier, lists, none } of asked.reverse()) {
      const { failed, score } = this.judged(tier, lists, none, weights, filters, counts);
      const from = tier === this.running ? this.closed.documents : 0;
      let group, last;
      for (let number = tier.documents - 1; number >= 0; number--) {
        if (failed[number]) continue;
        const rank = best ? score[number] : 0;
        if (rank !== last || !group) {
          last = rank;
          group = groups.get(rank) ?? [];
          groups.set(rank, group);
        }
        group.push(from + number);
      }
    }
    const ranks = [...groups.keys()].sort((one, other) => other - one);
    const first = query.wanted.length;
    const each = query.either.map((clause, rank) =>
      clause.map((_, at) => asked.reduce((sum, { lists }) => sum + lists[first + rank].each[at], 0)),
    );
    return { found: ranks.flatMap((rank) => groups.get(rank)), counts, nowhere, each };
  }

  /** For each document of a tier 0 when it fits, else what it fails: bit 7 the words, the others a facet each. */
  judged(tier, lists, none, weights, filters, counts) {
    const failed = new Uint8Array(tier.documents).fill(128);
    const met = new Uint8Array(tier.documents);
    const score = new Float64Array(tier.documents);
    lists.forEach(({ numbers, titled }, rank) => {
      for (let i = 0; i < numbers.length; i++) {
        const number = numbers[i];
        if (met[number] === rank) met[number]++;
        if (titled[i]) score[number] += weights[rank];
      }
    });
    for (let number = 0; number < met.length; number++) if (met[number] === lists.length) failed[number] = 0;
    for (const { numbers } of none) for (let i = 0; i < numbers.length; i++) failed[numbers[i]] = 128;
    if (tier === this.closed) for (const number of this.running.over) failed[number] = 128;
    FACETS.forEach((kind, rank) => {
      if (filters[kind]) fail(failed, 1 << rank, tier.facets[kind].get(filters[kind]) ?? []);
    });
    FACETS.forEach((kind, rank) => {
      if (tier.facets[kind]) count(counts, kind, tier.facets[kind], failed, ~(1 << rank));
    });
    return { failed, score };
  }

  /** The results to show from a place on: ten, or the first of them that five files hold. */
  step(numbers, from) {
    const next = numbers.slice(from, from + STEP);
    const files = new Set();
    const end = next.findIndex((number) => files.add(this.home(number)).size > FILES);
    return end < 0 ? next : next.slice(0, end);
  }

  /** A name for the file in which a record stands. */
  home(number) {
    const { documents, per_file } = this.closed;
    return number < documents ? Math.floor(number / per_file) : `+${Math.floor((number - documents) / per_file)}`;
  }

  record(number) {
    const running = number >= this.closed.documents;
    return running ? this.running.record(number - this.closed.documents) : this.closed.record(number);
  }
}

function span(first, end) {
  const numbers = new Uint32Array(end - first);
  for (let i = 0; i < numbers.length; i++) numbers[i] = first + i;
  return numbers;
}

/** Marks with a bit all that are not in a list. */
function fail(failed, bit, numbers) {
  const kept = new Uint8Array(failed.length);
  for (let i = 0; i < numbers.length; i++) kept[numbers[i]] = 1;
  for (let number = 0; number < failed.length; number++) if (!kept[number]) failed[number] |= bit;
}

/** Adds for each code how many of its list fail nothing but, at most, what the mask leaves out. */
function count(counts, kind, codes, failed, mask) {
  const sums = (counts[kind] ??= new Map());
  for (const [code, numbers] of codes) {
    let sum = 0;
    for (let i = 0; i < numbers.length; i++) if (!(failed[numbers[i]] & mask)) sum++;
    if (sum) sums.set(code, (sums.get(code) ?? 0) + sum);
  }
}
