"""What a word processor leaves in a text is made plain, and nothing that was meant is lost."""

from __future__ import annotations

import pytest

from veille.text.pasted import cleaned


@pytest.mark.parametrize(
    "pasted, plain",
    [
        ("Une ligne\r\nune autre\rla fin", "Une ligne\nune autre\nla fin"),
        ("a\x0bb\u2028c", "a\nb\nc"),
        ("\uf0b7\tun\n  •\u00a0deux\n▪ trois", "- un\n- deux\n- trois"),
        ("inter\u00admi\u200bnable\ufeff\x00", "interminable"),
        ("a  \n\n\n\n\n b ", "a\n\n b"),
        ("« Où\u00a0? »\u202f! 👩\u200d🚒 – l’été <b>{{ x }}</b>",) * 2,
        ("", ""),
    ],
)
def test_a_pasted_text_becomes_plain(pasted: str, plain: str) -> None:
    assert cleaned(pasted) == plain
    assert cleaned(plain) == plain
