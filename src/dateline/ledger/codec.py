"""Entries as JSON and back, field by field, whatever their classes hold.

JSON with ASCII escapes takes every string that a report can hold (a lone surrogate, a NUL), which
neither a strict library nor a text column does.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dateline.model import entries

__all__ = ["read_value", "write_value"]

T = TypeVar("T")
_Reader = Callable[[Any], Any]


def write_value(value: Any) -> str:
    """The value as JSON: a dataclass is the list of its fields."""
    return json.dumps(_plain(value), separators=(",", ":"), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if dataclasses.is_dataclass(value):
        kind: Any = type(value)
        return [_plain(getattr(value, name)) for name in _names(kind)]
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    message = f"{type(value).__name__} has no place in an entry."
    raise TypeError(message)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


def read_value(kind: type[T], body: str) -> T:
    """The value of class ``kind`` that :func:`write_value` wrote."""
    reader: _Reader = _reader(kind)  # type: ignore[arg-type]
    value: T = reader(json.loads(body))
    return value


@cache
def _reader(kind: Any) -> _Reader:
    """How a value of a type is read; made once for each type."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        (some,) = (a for a in get_args(kind) if a is not type(None))
        inner = _reader(some)
        return lambda v: None if v is None else inner(v)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is list:
        item = _reader(get_args(kind)[0])
        return lambda v: [item(x) for x in v]
    if not isinstance(kind, type):
        return lambda v: v
    return _class_reader(kind)


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if arguments[-1:] == (Ellipsis,):
        item = _reader(arguments[0])
        return lambda v: tuple([item(x) for x in v])
    items = [_reader(a) for a in arguments]
    return lambda v: tuple(read(x) for read, x in zip(items, v, strict=True))


def _class_reader(kind: type) -> _Reader:
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind, localns=vars(entries))  # some are named there for the type checker only
        readers = [_reader(hints[name]) for name in _names(kind)]
        return lambda v: kind(*[read(x) for read, x in zip(readers, v, strict=True)])
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, dt.date | dt.time):
        return kind.fromisoformat
    return lambda v: v
