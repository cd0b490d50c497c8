"""Addresses that only lead to another one: what they carry comes out, whatever they are wrapped in."""

from __future__ import annotations

from urllib.parse import quote

from veille.text.relay import unwrapped


def test_a_target_wrapped_twice_is_found_and_a_trap_is_left() -> None:
    safe = "https://eur02.safelinks.protection.outlook.com/?data=1&url="
    once = safe + quote("https://a.example/x?y=1", safe="")
    assert unwrapped(once) == "https://a.example/x?y=1"
    assert unwrapped(safe + quote(once, safe="")) == "https://a.example/x?y=1"
    assert unwrapped(f"{safe}javascript%3Aalert(1)") == f"{safe}javascript%3Aalert(1)"
