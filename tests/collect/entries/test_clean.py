"""A stranger's HTML becomes one plain line."""

from __future__ import annotations

import pytest

from veille.collect.entries.clean import one_line, plain


@pytest.mark.parametrize(
    "html, text",
    [
        ("<p>Un</p><p>deux</p>", "Un deux"),
        ("un<br>deux<br/>trois", "un deux trois"),
        ("<ul><li>un</li><li>deux</li></ul>fin", "un deux fin"),
        ("un <b>mo</b>t", "un mot"),
        ("L&rsquo;&eacute;t&eacute; &amp; l&#8217;hiver", "L’été & l’hiver"),
        ("Les &laquo;&nbsp;cités&nbsp;&raquo;", "Les « cités »"),
        ("2 &lt; 3", "2 < 3"),
        ("<p>2 &lt; 3 &amp;amp; 4</p>", "2 < 3 &amp; 4"),
        ("a\n\t  b\r\nc", "a b c"),
        ("<style>p{}</style><script>alert(1)</script>texte", "texte"),
        ("<svg><script>alert(1)</script><title>x</title></svg>texte", "texte"),
        ("<!-- secret -->texte", "texte"),
        ('<img src=x onerror=alert(1)>texte<a href="javascript:1">lien</a>', "textelien"),
        ("<scr<script>ipt>alert(1)</script>texte", "ipt>alert(1)texte"),
        ("<p>ouvert <b>jamais fermé", "ouvert jamais fermé"),
        ('un<iframe src="https://a.example/"/> deux', "un deux"),
        ('un<iframe src="https://a.example/"> deux', "un deux"),
        ('un<iframe src="https://a.example/">cadre</iframe> deux', "un deux"),
        ("<ifr<iframe>ame>un", "un"),
        ('un<object data="https://a.example/"> deux', "un deux"),
        ("", ""),
    ],
)
def test_html_is_read_as_text(html: str, text: str) -> None:
    assert plain(html) == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x92",
        "\x9f",
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ud800",
    ],
)
def test_characters_that_nobody_should_send_are_dropped(char: str) -> None:
    assert plain(f"un{char}e") == "une"
    assert plain(f"<p>un{char}e</p>".replace("\ud800", "")) == "une"


def test_a_control_written_as_an_entity_is_dropped_or_read_as_windows_meant_it() -> None:
    assert plain("l&#146;école &#7;ouvre") == "l’école ouvre"


@pytest.mark.parametrize(
    "text, limit, cut",
    [
        ("un deux trois", 13, "un deux trois"),
        ("un deux trois", 12, "un deux…"),
        ("un deux, trois", 10, "un deux…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, limit: int, cut: str) -> None:
    assert one_line(text, limit) == cut
    assert len(cut) <= limit
