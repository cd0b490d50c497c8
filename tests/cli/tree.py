"""The commands as Click holds them: every one with its words, groups included."""

from __future__ import annotations

from collections.abc import Iterator

import click

from veille.cli import veille as root

Found = tuple[str, click.Command]


def commands() -> list[Found]:
    """(« veille items list », the command), the groups before what they hold."""
    # No click.Context here: one made before French is chosen would keep an English --help.
    return list(_walk("veille", root))


def leaves() -> list[Found]:
    """The commands that do something."""
    return [one for one in commands() if not isinstance(one[1], click.Group)]


def options(command: click.Command) -> list[click.Option]:
    """Its own options; Click adds --help when it runs."""
    return [one for one in command.params if isinstance(one, click.Option)]


def _walk(path: str, command: click.Command) -> Iterator[Found]:
    yield path, command
    if isinstance(command, click.Group):
        for name, below in sorted(command.commands.items()):
            yield from _walk(f"{path} {name}", below)
