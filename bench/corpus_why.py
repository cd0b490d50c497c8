"""Why some expectations of other readers do not hold: where veille reads otherwise, and means to."""

from __future__ import annotations

_HTML = (
    "veille reads what HTML 5 reads: what stands in a comment, in raw text or in a tag is no text"
)
_NO_ADDRESS = "an item without an address has none: the site's home page is not its article"
_NO_TITLE = "a title is made of the first words, else « Sans titre »: never of an address"
_ONE_TEXT = "of two texts of one entry the summary is kept: an excerpt, not a copy"
_LOCATION = "Content-Location is no base: RFC 9110 took that use away"
_AS_WRITTEN = "an identifier is kept as it is written (RFC 4287 §4.2.6.1)"
_NAKED = "markup not escaped in a field of plain text: feedparser takes it for another field"
_WRONG_HOUR = "an hour or a zone that is none is left out; the day is still known"
_NO_ZONE = "an hour without a zone is that of Paris, not of Greenwich"
_NO_DAY = "no day that can be told without guessing: a month, a year, two figures of a year"
_DAY_FIRST = "the day comes before the month, as in French: « 03/30/2020 » is none"
_TONGUES = "dates are read in French and English"
_BROKEN = "the XML of that file is broken there: nothing tells where the title ends"

_DATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_NO_DAY, ("-0312'", "031231", "03-12", "-03-12", "03335", "2003-12'", "2003'", "Nov. 2020")),
    (_NO_DAY, ("10/30/23", "30.10.23")),
    (_WRONG_HOUR, ("Sun, 16 Dec 2012", "2003-12-31T", "2013-01-28T")),
    (_NO_ZONE, ("Sun Jan  4", "2004-07-08 23")),
    (_TONGUES, ("Κυρ", "2004-j", "2004-05-25 ", "2004년")),
    (_DAY_FIRST, ("Mon, 03/30", "09/15/2014", "Sat, 11 04")),
    ("before 1970 nothing was on the web", ("Thu, 01 Jan 0100",)),
)
_REST: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("CDF (1997) is no format that veille claims to read", "", ("wellformed/cdf/",)),
    (_LOCATION, "link", ("content_location.xml", "headers_content_location")),
    (_AS_WRITTEN, "id", ("http_entry_id_base",)),
    ("C1 controls are dropped, or read as Windows meant them", "summary", ("bozo_linenoise",)),
    (_HTML, "", ("_crazy.xml", "script_nested_cdata", "not_a_doctype")),
    (
        _HTML,
        "",
        ("xml_declaration_unexpected", "xml_malicious_comment", "issue_275", "_summary_iframe"),
    ),
    (_ONE_TEXT, "summary", ("description_and_summary", "summary_and_description")),
    (_ONE_TEXT, "summary", ("TestParseAtom03", "TestParsePodcast", "WithContentEncoded")),
    (_NAKED, "", ("naked_markup",)),
    (_NO_TITLE, "title", ("WithoutFeedTitle", "WithoutTitle", "FeedWithEmptyTitle")),
    (_NO_TITLE, "title", ("WithoutEntryTitle", "WithEmptyXHTMLTitle", "TitleUsesURLFallback")),
    (_NO_TITLE, "title", ("EntryWithRelativeURL",)),
    (_NO_ADDRESS, "link", ("EntryWithIDAsURL", "TestParseEntryWithoutLink")),
    (
        "rdf:about is the item's own address (RSS 1.0 §5.5)",
        "",
        ("rdf/parser_test.go: TestParseItemWithoutLink",),
    ),
    ("the editor of an RSS channel did not write its items", "author", ("WithOnlyFeedAuthor",)),
    (
        "authors stand in the order of the feed, not of the alphabet",
        "author",
        ("DuplicateAuthors",),
    ),
    ("a title of RSS is HTML: « </example> » is a tag", "title", ("ItemTitleWithHTMLEntity",)),
    ("the digest is ours: title and date", "hash", ("WithoutLinkAndWithoutGUID",)),
    ("entries that share an identifier and have no address are one", "hash", ("GUIDAndNoLink",)),
    (_BROKEN, "title", ("feed_title_xhtml",)),
    ("feedparser prefers the attribute « uri », here no web address", "link", ("at_protocol",)),
    ("its prefix « atom: » is declared nowhere", "link", ("rss_channel_atom_link_alternate",)),
)


def why(place: str, name: str) -> str:
    """The reason of a deliberate difference on field `name`; empty when there is none."""
    written = place.partition("_test.go: '")[2] or place.partition("date_parsers.py: '")[2]
    for reason, starts in _DATES:
        if written and written.startswith(starts):
            return reason
    for reason, about, parts in _REST:
        if about in ("", name) and any(part in place for part in parts):
            return reason
    return ""
