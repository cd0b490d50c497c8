"""What people paste without knowing is taken out; what they typed stays, to the letter."""

from __future__ import annotations

from xml.etree import ElementTree

from veille.text.unseen import seen


def test_what_a_person_typed_stays_to_the_letter() -> None:
    typed = "« Où ? » — l’école,\tà 9\u202fh\r\nعربي et 👩\u200d👧, ½\u00a0!"
    assert seen(typed) == typed


def test_what_cannot_be_seen_goes() -> None:
    assert seen("a\0b\x08c\x0bd\x1be\x7ff\x92g\u202eh\u2066i\ufeffj\ud83dk\uffff") == "abcdefghijk"


def test_whatever_is_left_may_stand_in_xml() -> None:
    every = "".join(map(chr, range(0x3000))) + "\ud800\udfff\ufeff\ufffe\uffff\U0001f600"
    text = seen(every).replace("&", "&amp;").replace("<", "&lt;")
    ElementTree.fromstring(f"<a>{text}</a>".encode())
