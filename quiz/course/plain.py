"""Frozen facts <-> plain JSON values, by their type hints."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_KNOWN = 512  # paths that are kept


def to_plain(value: object) -> object:
    """Dataclasses become objects without the fields that have their default, paths and enumerations texts."""
    if is_dataclass(value):
        values = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: to_plain(known) for field, known in values if known != field.default}
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value


def reader_of(fact: type[T]) -> Callable[[object], T]:
    """The function that makes a frozen fact again. It raises TypeError, KeyError or ValueError for anything else."""
    reader: Callable[[object], T] = _from_plain(cast(Hashable, fact))
    return reader


@cache
def _from_plain(hint: object) -> Callable[[object], Any]:
    origin, options = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass(hint)
    if origin is tuple:
        part = _from_plain(options[0])
        return lambda plain: tuple(map(part, _checked(list, plain)))
    if origin is UnionType:
        inner = _from_plain(next(option for option in options if option is not NoneType))
        return lambda plain: None if plain is None else inner(plain)
    if origin is Literal:
        return lambda plain: options[options.index(plain)]
    if isinstance(hint, type) and issubclass(hint, Enum | Path):
        known = lru_cache(_KNOWN)(hint)  # a deck has one path and many cards
        return lambda plain: known(_checked(str, plain))
    if isinstance(hint, type):
        return lambda plain: _checked(hint, plain)
    raise TypeError(f"no plain form for {hint!r}")


def _dataclass(hint: type[T]) -> Callable[[object], T]:
    hints = get_type_hints(hint)
    readers = {name: _from_plain(hints[name]) for name in hints}

    def read(plain: object) -> T:
        return hint(**{name: readers[name](value) for name, value in _checked(dict, plain).items()})

    return read


def _checked(wanted: type[T], plain: object) -> T:
    if type(plain) is not wanted or not isinstance(plain, wanted):
        raise TypeError(f"{plain!r} is no {wanted.__name__}")
    return plain
