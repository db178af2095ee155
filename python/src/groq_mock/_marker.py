"""What a test's markers ask for."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ._errors import GroqMockError
from ._types import Result, Scenario

MARKER = "groq_mock"
KEYS = ("scenario", "expect", "seed", "speed")
EXPECTED: dict[object, Result | None] = {
    None: None,
    "pass": "PASS",
    "fail": "FAIL",
    "inconclusive": "INCONCLUSIVE",
}


@dataclass(frozen=True)
class Order:
    """The session that a test gets, and the verdict that it wants."""

    scenario: Scenario | None = None
    expect: Result | None = None
    seed: int | None = None
    speed: float | None = None


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"


def _stray(name: str) -> str:
    near = difflib.get_close_matches(name, KEYS, 1)
    meant = f"; did you mean {near[0]}?" if near else "."
    return f"it takes {_listed(KEYS)}, and no {name}{meant}"


def _scenario(value: Any, folder: Path) -> Scenario | None:
    if value is None:
        return None
    if isinstance(value, os.PathLike):
        file = folder / Path(cast("os.PathLike[str]", value))
        if not file.is_file():
            raise GroqMockError(f"there is no file {file} for its scenario.")
        return file
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value)
    if isinstance(value, str) and value:
        return value
    raise GroqMockError(f"its scenario is {value!r}; expected a name, a dict with the keys of a scenario, or a Path of a file.")


def _expect(value: Any) -> Result | None:
    try:
        return EXPECTED[value]
    except (KeyError, TypeError):
        raise GroqMockError(f"its expect is {value!r}; expected 'pass', 'fail', 'inconclusive' or None.") from None


def _seed(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise GroqMockError(f"its seed is {value!r}; expected a whole number from 0.")


def _speed(value: Any) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and value > 0):
        return value
    raise GroqMockError(f"its speed is {value!r}; expected a number above 0.")


def order_of(markers: Iterable[tuple[tuple[Any, ...], Mapping[str, Any]]], folder: Path) -> Order:
    """What markers ask for, those of the module or class first; a nearer one wins, key by key. Files are beside the test."""
    keys: dict[str, Any] = {}
    for places, named in markers:
        if places:
            raise GroqMockError(f"it takes {_listed(KEYS)} by name, such as scenario={places[0]!r}.")
        for name in named:
            if name not in KEYS:
                raise GroqMockError(_stray(name))
        keys.update(named)
    return Order(
        _scenario(keys.get("scenario"), folder),
        _expect(keys.get("expect")),
        _seed(keys.get("seed")),
        _speed(keys.get("speed")),
    )
