"""Fills a real store with made-up items as a centre's ten years would: `fill(store, items=200_000)`.

French words, skewed as words are: « ville » stands in every item, « contrat » in many, most words in a few
hundred, and some in ten. The newest hundred items wait to be triaged; a quarter of the rest was kept; one
in eight tells again what another told in the same days. Who decided each stands in the journal.
Rows are written in SQLite's own tongue, because going through each layer would take an hour; the store
indexes them by itself, as it does whatever is written.
"""

from __future__ import annotations

import json
import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from sqlalchemy import insert, select

from veille.store.engine import Connection, Store
from veille.store.people import person_id
from veille.store.tables import fetch, source, theme
from veille.triage.stories import read

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
SPAN = timedelta(days=3650)
BATCH = 20_000
TO_TRIAGE = 100
"""Stories that wait: their retellings come on top."""
RETOLD = 8
"""One item in so many follows another."""
REMEMBERED = timedelta(days=45)
"""As long as a title can be found by its words."""
STAFF = ("Alice", "Bastien", "Chloé")

COMMON = (
    "ville quartier habitants projet logement politique État commune association jeunes social contrat rapport"
    " école emploi appel santé territoire insertion rénovation urbaine métropole financement prévention culture"
    " éducation réussite bailleur loyer centre égalité femmes sport numérique transport énergie sécurité police"
    " justice médiation citoyenneté conseil participation concertation enquête étude colloque formation réseau"
    " pauvreté discrimination migrants familles parents enfants lycée collège université apprentissage chômage"
    " entreprise commerce marché économie solidarité budget loi décret circulaire préfet maire élus agglomération"
    " département région Europe programme bilan évaluation observatoire statistiques recensement revenus mixité"
    " démolition construction chantier architecte urbanisme mobilité vélo tramway parc jardin climat canicule"
    " précarité alimentation hôpital médecin psychologue addictions vieillesse handicap accessibilité bénévoles"
).split()
RARE = tuple(f"{a}{b}{c}" for a in ("val", "mont", "pont", "rive", "clos", "bourg", "roche", "champ")
             for b in ("ar", "el", "in", "or", "ou", "an", "ette", "eau", "ois", "ul", "ige", "ote")
             for c in ("bec", "court", "dac", "fort", "gny", "lac", "mer", "nac", "res", "sac", "tin",
                       "vac", "ville", "zan", "ron", "mieu", "pas", "dou", "quin", "bri"))  # fmt: skip
"""Names of places that do not exist: about two thousand, the last of them in ten items of a million."""
NATURES = ("", "", "", "rapport", "evenement", "appel-a-projets", "etude", "texte-officiel")
MEDIA = ("read",) * 17 + ("listen", "listen", "watch")
PLACES = ("FR", "FR", "FR", "R53", "R11", "R32", "D35", "D29", "D93", "D59", "35238", "93066")


@dataclass(frozen=True)
class Words:
    """What texts are made of, with how often each word comes."""

    texts: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def known(cls) -> Words:
        texts = (*COMMON, *RARE)
        ranked = [1 / (rank + 3) ** 1.1 for rank in range(len(texts))]
        return cls(texts, list(accumulate(ranked)))


def fill(
    store: Store, *, items: int, sources: int = 200, seed: int = 1, now: datetime = NOW
) -> None:
    """Adds so many items, told by as many sources as asked: those of the store first, made-up ones after."""
    rng = random.Random(seed)
    words = Words.known()
    with store.write() as w:
        told_by = _sources(w, sources, now)
        theme_ids = _themes(w)
        staff = [person_id(w, name) for name in STAFF]
        for code in set(PLACES):
            w.exec_driver_sql(
                "INSERT OR IGNORE INTO territory(code, kind, name) VALUES (?, ?, ?)",
                (code, code[0], code),
            )
        first = int(w.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM item").scalar_one())
    for start in range(0, items, BATCH):
        batch = range(start, min(start + BATCH, items))
        with store.write() as w:
            _write(w, list(_rows(rng, words, batch, items, first, told_by, theme_ids, staff, now)))
    with store.engine.connect().execution_options(raw=True) as connection:
        connection.exec_driver_sql("pragma query_only=0")
        # Neither ANALYZE nor the index's « optimize »: a store in use has had none.
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")


@dataclass(frozen=True)
class Row:
    """One item, and what stands beside it."""

    item: tuple[object, ...]
    sighting: tuple[object, ...]
    themes: list[tuple[object, ...]]
    places: list[tuple[object, ...]]
    probes: list[tuple[object, ...]]
    acts: list[tuple[object, ...]]
    comments: list[tuple[object, ...]]


def _rows(
    rng: random.Random,
    words: Words,
    batch: range,
    total: int,
    first: int,
    told_by: Sequence[tuple[int, int]],
    theme_ids: Sequence[int],
    staff: Sequence[int],
    now: datetime,
) -> Iterator[Row]:
    span = range(len(words.texts))
    heads: deque[tuple[int, list[int]]] = deque(maxlen=40)
    for rank in batch:
        item_id = first + rank
        seen = now - SPAN * (1 - (rank + 1) / total)
        at = _sql(seen)
        published = None if rng.random() < 0.03 else _sql(seen - timedelta(hours=rng.random() * 30))
        story, title = None, rng.choices(span, cum_weights=words.weights, k=rng.randint(6, 12))
        if heads and rng.randrange(RETOLD) == 0:
            story, told = rng.choice(heads)
            title = [*told[1:], told[0]]
        else:
            heads.append((item_id, title))
        excerpt = rng.choices(span, cum_weights=words.weights, k=rng.randint(15, 45))
        if rng.random() < 0.2:
            excerpt[3:3] = [11, 0]  # « contrat ville », side by side
        excerpt.append(0)
        waits = rank >= total - TO_TRIAGE * RETOLD // (RETOLD - 1)
        state = "new" if waits else "kept" if rng.random() < 0.25 else "dropped"
        source_id, fetch_id = told_by[min(int(rng.paretovariate(0.7)) - 1, len(told_by) - 1)]
        name = f"{item_id:010x}"
        address = f"https://site{source_id}.example/{item_id}"
        nature = rng.choice(NATURES)
        who, about = staff[rank % len(staff)], f"item:{name}"
        decided = json.dumps({"state": state})
        yield Row(
            (
                item_id, name, address, address, _sentence(words, title), source_id, published, at,
                _sentence(words, excerpt), state, nature, "rule" if nature else "",
                rng.choice(MEDIA), story, "rule" if story else "",
            ),
            (source_id, name, item_id, fetch_id, at),
            [
                (item_id, one, "staff" if state == "kept" else "rule", 3.0, at)
                for one in {rng.choice(theme_ids) for _ in range(rng.randint(0, 2))}
            ],
            [(item_id, rng.choice(PLACES), "source", at)] if rng.random() < 0.7 else [],
            [
                (f"{seen:%Y-%m-%d}", one, item_id)
                for one in (read(_sentence(words, title)).probes if now - seen < REMEMBERED else ())
            ],
            [] if waits or story else [(at, who, "triage", about, '{"state": "new"}', decided)],
            [(about, who, at, _sentence(words, excerpt[:12]))] if rng.random() < 0.02 else [],
        )  # fmt: skip


def _sentence(words: Words, chosen: Sequence[int]) -> str:
    text = " ".join(words.texts[one] for one in chosen)
    return text[:1].upper() + text[1:]


def _sql(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def _write(w: Connection, rows: Sequence[Row]) -> None:
    for statement, parameters in (
        (
            "INSERT INTO item(id, public_id, url_key, url, title, source_id, published_at, seen_at,"
            " excerpt, state, nature, nature_by, medium, story, story_by)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [row.item for row in rows],
        ),
        (
            "INSERT INTO sighting(source_id, guid, item_id, fetch_id, at) VALUES (?,?,?,?,?)",
            [row.sighting for row in rows],
        ),
        (
            "INSERT INTO item_theme(item_id, theme_id, origin, score, at) VALUES (?,?,?,?,?)",
            [one for row in rows for one in row.themes],
        ),
        (
            "INSERT INTO item_territory(item_id, code, origin, at) VALUES (?,?,?,?)",
            [one for row in rows for one in row.places],
        ),
        (
            "INSERT INTO title_probe(day, probe, item_id) VALUES (?,?,?)",
            [one for row in rows for one in row.probes],
        ),
        (
            "INSERT INTO journal(at, person_id, verb, object, before, after) VALUES (?,?,?,?,?,?)",
            [one for row in rows for one in row.acts],
        ),
        (
            "INSERT INTO comment(object, person_id, at, text) VALUES (?,?,?,?)",
            [one for row in rows for one in row.comments],
        ),
    ):
        if parameters:
            w.exec_driver_sql(statement, parameters)


def _sources(w: Connection, wanted: int, now: datetime) -> list[tuple[int, int]]:
    """(source id, id of a fetch of it), as many as wanted."""
    found = list(w.execute(select(source.c.id).where(source.c.state == "active")).scalars())
    for rank in range(len(found), wanted):
        values = {"key": f"fait-main-{rank}", "name": f"Source {rank}", "state": "active"}
        address = f"https://fait-main-{rank}.example/rss"
        found.append(
            w.execute(
                insert(source)
                .values(**values, url=address, kind="rss", category="presse", territories=[])
                .returning(source.c.id)
            ).scalar_one()
        )
    told = {"slot": now, "started": now, "ended": now, "outcome": "new", "bytes": 0}
    return [
        (
            one,
            w.execute(
                insert(fetch).values(source_id=one, seen=1, new=1, **told).returning(fetch.c.id)
            ).scalar_one(),
        )
        for one in found[:wanted]
    ]


def _themes(w: Connection) -> list[int]:
    found = list(w.execute(select(theme.c.id).where(theme.c.state == "active")).scalars())
    for rank in range(len(found), 40):
        values = {"key": f"theme-{rank}", "label": f"Thème {rank}", "state": "active"}
        found.append(w.execute(insert(theme).values(**values).returning(theme.c.id)).scalar_one())
    return found
