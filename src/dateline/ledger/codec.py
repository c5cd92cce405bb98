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
from functools import cache, lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dateline.model import entries

__all__ = ["read_value", "write_value"]

T = TypeVar("T")
_Reader = Callable[[Any], Any]
_DAYS = 1 << 14  # that are remembered: those of forty years


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
        return _union_reader([a for a in get_args(kind) if a is not type(None)])
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is list:
        item = _reader(get_args(kind)[0])
        return _same if item is _same else lambda v: [item(x) for x in v]
    if not isinstance(kind, type):
        return _same
    return _class_reader(kind)


def _same(value: Any) -> Any:
    """What JSON has already: words, numbers, None."""
    return value


def _union_reader(kinds: list[Any]) -> _Reader:
    """Of one type, or None; of a vocabulary and plain words, the word of the vocabulary where it is one."""
    if len(kinds) == 1:
        inner = _reader(kinds[0])
        return _same if inner is _same else lambda v: None if v is None else inner(v)
    known = dict(kinds[0]._value2member_map_)
    return lambda v: known.get(v, v)


def _tuple_reader(arguments: tuple[Any, ...]) -> _Reader:
    if arguments[-1:] == (Ellipsis,):
        item = _reader(arguments[0])
        return tuple if item is _same else lambda v: tuple([item(x) for x in v])
    items = [_reader(a) for a in arguments]
    return lambda v: tuple(read(x) for read, x in zip(items, v, strict=True))


def _class_reader(kind: type) -> _Reader:
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind, localns=vars(entries))  # some are named there for the type checker only
        return _fields_reader(kind, [_reader(hints[name]) for name in _names(kind)])
    if issubclass(kind, Enum):
        return dict(kind._value2member_map_).__getitem__  # a table is asked quicker than the class
    if issubclass(kind, dt.date | dt.time):
        return lru_cache(_DAYS)(kind.fromisoformat)
    return _same


def _fields_reader(kind: Any, readers: list[_Reader]) -> _Reader:
    """A dataclass from the list of its fields; what JSON has already is left as it stands there."""
    todo = [(place, reader) for place, reader in enumerate(readers) if reader is not _same]
    count = len(readers)

    def read(fields: list[Any]) -> Any:
        if len(fields) != count:
            message = f"{kind.__name__} has {count} fields, not {len(fields)}."
            raise ValueError(message)
        for place, reader in todo:
            fields[place] = reader(fields[place])
        return kind(*fields)

    return read
