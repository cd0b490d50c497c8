"""What one rendering may cost: turns, sizes and reach are counted, so that no template can hold the program up.

Every body that can run more than once (loop, macro, block, included file) pays for itself when it starts,
every filter, call and sum for what it is given; what would grow past a bound is refused before it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes, pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment

from veille.templating.measures import (
    GROWING,
    TooLargeError,
    fits,
    formatted,
    joined,
    nothing_more,
)

TURNS = 500_000
"""Turns of one rendering. The heaviest page of an archive of ten years takes a tenth of it."""
_PER_TURN = 100
"""Characters that weigh as much as one turn."""
_WIDEST = 10_000
"""The largest number that a filter takes: a width, a length, a count."""
_DIGITS = 4096
"""Bits of the largest whole number."""


class TooLongError(Exception):
    """The template asks for more turns than one rendering has."""


_left: ContextVar[list[int] | None] = ContextVar("turns left", default=None)


@contextmanager
def counted() -> Iterator[None]:
    """One rendering, with its turns; threads do not share them."""
    token = _left.set([TURNS])
    try:
        yield
    finally:
        _left.reset(token)


def _spend(turns: int) -> None:
    left = _left.get()
    if left is None:
        return
    left[0] -= turns
    if left[0] < 0:
        raise TooLongError


def _cost(value: object) -> int:
    """Turns that a look at the whole of a value takes, lists within lists included."""
    if isinstance(value, str):
        return 1 + len(value) // _PER_TURN
    if isinstance(value, range):
        return len(value)
    if isinstance(value, dict):
        return _walked(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return _walked(value)
    return 1


def _walked(values: Iterable[object]) -> int:
    """Paid on the way: a list that holds itself by halves, sixty times over, is never walked to its end."""
    for one in values:
        _spend(_cost(one))
    return 1


_LAZY = frozenset({"length", "first", "last", "default", "d"})
"""Filters that do not look at the whole of what they are given."""
_PLAIN_METHODS = frozenset(
    "capitalize casefold count endswith find format index isalnum isalpha isdigit islower isnumeric isspace"
    " isupper join lower lstrip partition removeprefix removesuffix replace rfind rindex rpartition rsplit"
    " rstrip split splitlines startswith strip swapcase title upper unescape striptags".split()
)
"""What a text may be asked: no more than what makes no longer text, or is reckoned above."""


_SIZING = frozenset({"batch", "center", "indent", "round", "slice", "tojson"})
"""Filters that make as much as the number they are given says."""


def _sized(given: Sequence[object]) -> None:
    if any(isinstance(one, int) and one > _WIDEST for one in given):
        raise TooLargeError


def _measured(name: str, filled: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that pays for what it is given, and is not called for what has no measure."""
    grows = GROWING.get(name, nothing_more)
    lazy, sizing = name in _LAZY, name in _SIZING

    def pay(value: Any, rest: Sequence[Any]) -> None:
        _spend(1 if lazy else _cost(value))
        if type(value) is StrictUndefined and not lazy:
            value._fail_with_undefined_error()
        if rest:
            _walked(rest)
            if sizing:
                _sized(rest)
            grows(value, *rest)

    @wraps(filled)
    def paid(value: Any, *rest: Any, **named: Any) -> Any:
        pay(value, (*rest, *named.values()) if named else rest)
        return filled(value, *rest, **named)

    @wraps(filled)
    def paid_within(around: Any, value: Any, *rest: Any, **named: Any) -> Any:
        pay(value, (*rest, *named.values()) if named else rest)
        return filled(around, value, *rest, **named)

    return paid_within if hasattr(filled, "jinja_pass_arg") else paid


@pass_context
def _turn(_context: Context, weight: int) -> str:
    _spend(weight)
    return ""


@pass_context
def _looped(_context: Context, values: Any) -> Any:
    """What a loop goes through, paid before its own condition chooses."""
    return _one_by_one(values)


def _one_by_one(values: Iterable[Any]) -> Iterator[Any]:
    for one in values:
        _spend(1)
        yield one


@pass_eval_context
def _concatenated(chosen: EvalContext, parts: list[Any]) -> str:
    joined(parts)
    _walked(parts)
    return (markup_join if chosen.autoescape else str_join)(parts)


class Bounded(ImmutableSandboxedEnvironment):
    """Jinja2's own sandbox, which forbids to reach out, and our counts, which forbid to last."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    _safe: dict[tuple[type, str], bool]

    def bound(self) -> None:
        """To be called once every filter is there."""
        self._safe = {}
        self.globals.pop("lipsum", None)
        self.filters = {name: _measured(name, one) for name, one in self.filters.items()}
        self.filters |= {"_turn": _turn, "_looped": _looped, "_concatenated": _concatenated}
        self.finalize = _shown

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        _watch(source, self)
        return super()._generate(source, name, filename, defer_init)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Asked at every dot, so remembered: the answer hangs on the type and the name alone."""
        asked = (type(obj), attr)
        known = self._safe.get(asked)
        if known is None:
            known = self._is_safe(obj, attr, value)
            if len(self._safe) < _WIDEST:
                self._safe[asked] = known
        return known

    def _is_safe(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str) and attr not in _PLAIN_METHODS:
            return False
        if isinstance(obj, int | float | bytes):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call(__self, __context: Context, __obj: Any, *args: Any, **named: Any) -> Any:  # noqa: N805
        """A method, a macro, `_` or `range`: paid before and after."""
        _spend(1)
        # A macro is handed things without looking at them: the whole archive, as often as it has entries.
        if not isinstance(__obj, Macro):
            _walked((*args, *named.values()))
            _of_text(__obj, args, named)
        made = super().call(__context, __obj, *args, **named)
        return _shown(made) if isinstance(made, str) else made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        _SUMS[operator](left, right)
        return super().call_binop(context, operator, left, right)


def _of_text(called: Any, args: Sequence[Any], named: Mapping[str, Any]) -> None:
    """A method of a text, before it runs."""
    method = getattr(called, "__wrapped__", called)
    text = getattr(method, "__self__", None)
    if not isinstance(text, str):
        return
    _spend(_cost(text))
    if method.__name__ == "join":
        joined(args[0] if args else (), text)
    elif method.__name__ in GROWING:
        GROWING[method.__name__](text, *args, *named.values())


def _shown(value: Any) -> Any:
    """What an expression writes is paid by its length, a list by all that it holds."""
    if isinstance(value, str):
        if len(value) >= _PER_TURN:
            _spend(len(value) // _PER_TURN)
    elif not isinstance(value, int | Undefined):
        _spend(_cost(value))
    return value


# --- sums ---------------------------------------------------------------------------------------


def _size(value: object) -> int:
    return len(value) if isinstance(value, Collection) else 0


def _added(left: Any, right: Any) -> None:
    _spend(1 + (_size(left) + _size(right)) // _PER_TURN)
    fits(_size(left) + _size(right))


def _multiplied(left: Any, right: Any) -> None:
    _spend(1)
    for many, times in ((left, right), (right, left)):
        if isinstance(times, int) and (size := _size(many)):
            fits(size * times)
            _spend(max(size * times, 0) // (_PER_TURN if isinstance(many, str) else 1))
    if isinstance(left, int) and isinstance(right, int):
        _whole(left.bit_length() + right.bit_length())


def _raised(left: Any, right: Any) -> None:
    _spend(1)
    if isinstance(left, int) and isinstance(right, int):
        _whole(left.bit_length() * abs(right))


def _rest(left: Any, right: Any) -> None:
    _spend(1)
    if isinstance(left, str):
        _spend(_cost(right))
        formatted(left, *(right if isinstance(right, tuple) else (right,)))


def _whole(bits: int) -> None:
    if bits > _DIGITS:
        raise TooLargeError


_SUMS: Mapping[str, Callable[[Any, Any], None]] = {
    "+": _added,
    "*": _multiplied,
    "**": _raised,
    "%": _rest,
}


# --- the template's own tree --------------------------------------------------------------------


def _watch(tree: nodes.Template, env: Environment) -> None:
    """Makes every body pay when it starts, and every « ~ » before it joins."""
    for loop in tree.find_all(nodes.For):
        if loop.test is not None:
            loop.iter = _filtered(loop.iter, "_looped")
    bodies = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block, nodes.Template)
    for held in [tree, *tree.find_all(bodies)]:
        weight = 1 + sum(len(text.data) for text in held.find_all(nodes.TemplateData)) // _PER_TURN
        # What is called has paid one turn already.
        if weight > 1 or isinstance(held, nodes.For):
            paid = _filtered(nodes.Const(weight), "_turn")
            body: list[nodes.Node] = held.body  # type: ignore[attr-defined]
            body.insert(0, nodes.ExprStmt(paid, lineno=held.lineno))
    _parted(tree)
    tree.set_environment(env)


def _filtered(value: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _parted(tree: nodes.Node) -> None:
    """Every « a ~ b » of the tree as a filter, from the inside out."""
    for field, value in tree.iter_fields():
        if isinstance(value, list):
            value[:] = [_replaced_node(one) for one in value]
        else:
            setattr(tree, field, _replaced_node(value))


def _replaced_node(value: Any) -> Any:
    if not isinstance(value, nodes.Node):
        return value
    _parted(value)
    if isinstance(value, nodes.Concat):
        parts = nodes.List(value.nodes, lineno=value.lineno)
        return _filtered(parts, "_concatenated")
    return value
