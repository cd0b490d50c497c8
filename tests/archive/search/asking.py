"""What the browser tests ask of the index, many questions in one trip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Page

_ASK = """async ([base, questions]) => {
    const { Index } = await import("/archives/assets/search/index.js");
    const { parse } = await import("/archives/assets/search/words.js");
    const index = await Index.open(base);
    await index.ready();
    const answers = [];
    for (const [text, typing, filters, best] of questions) {
        const { found, counts } = await index.search(parse(text, typing), filters, best);
        const records = await Promise.all(found.map((one) => index.record(one)));
        const plain = Object.entries(counts).map(([kind, sums]) => [kind, Object.fromEntries(sums)]);
        answers.push([records.map((one) => one.id), Object.fromEntries(plain)]);
    }
    return answers;
}"""

Question = tuple[str, bool, Mapping[str, str], bool]
Answer = tuple[list[str], Mapping[str, Mapping[str, int]]]


def answers(page: Page, base: str, questions: Sequence[Question]) -> list[Answer]:
    """(ids in order, facet → code → count) of each (text, being typed, filters, best first)."""
    got: Any = page.evaluate(_ASK, [base, questions])
    return [(ids, counts) for ids, counts in got]
