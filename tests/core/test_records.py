"""Records behave as the standard library's frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from advoplanner.core import records


@records.dataclass(frozen=True, slots=True)
class Ours:
    """Something with everything."""

    id: str
    count: int = 0
    words: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=lambda: {"a": 1}, compare=False, repr=False)
    met: tuple[str, ...] = field(default=(), hash=False)

    @property
    def twice(self) -> int:
        return self.count * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same by the standard library."""

    id: str
    count: int = 0
    words: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=lambda: {"a": 1}, compare=False, repr=False)
    met: tuple[str, ...] = field(default=(), hash=False)

    @property
    def twice(self) -> int:
        return self.count * 2


@records.dataclass(frozen=True, slots=True)
class One:
    only: str


@records.dataclass(frozen=True, slots=True)
class Watched:
    seen: list[int]

    def __post_init__(self) -> None:
        self.seen.append(1)


def both(ask: Callable[[Any], Any]) -> tuple[Any, Any]:
    return ask(Ours), ask(Theirs)


@pytest.mark.parametrize(
    "ask",
    [
        lambda kind: dataclasses.asdict(kind("a", 2, ["x"])),
        lambda kind: dataclasses.astuple(kind("a")),
        lambda kind: repr(kind("a", words=["x"])).removeprefix(kind.__name__),
        lambda kind: [(f.name, f.default, f.compare, f.repr) for f in dataclasses.fields(kind)],
        lambda kind: kind("a") == kind("a", weights={}),
        lambda kind: kind("a") == kind("a", 1),
        lambda kind: kind("a") == ("a", 0, [], {"a": 1}, ()),
        lambda kind: hash(kind("a", words=(), met=("b",))) == hash(kind("a", words=(), weights={})),
        lambda kind: dataclasses.astuple(dataclasses.replace(kind("a"), count=3)),
        lambda kind: kind.__match_args__,
        lambda kind: kind.__slots__,
        lambda kind: hasattr(kind("a"), "__dict__"),
        lambda kind: dataclasses.is_dataclass(kind),
        lambda kind: kind("a", 2).twice,
        lambda kind: copy.deepcopy(kind("a", 1, ["x"])) == kind("a", 1, ["x"]),
        lambda kind: pickle.loads(pickle.dumps(kind("a", 1, ["x"]))) == kind("a", 1, ["x"]),  # noqa: S301 - made here
        lambda kind: copy.copy(kind("a")).words is kind("a").words,
        lambda kind: kind.__doc__ is None,
    ],
)
def test_a_record_answers_as_a_dataclass_does(ask: Callable[[Any], Any]) -> None:
    ours, theirs = both(ask)
    assert ours == theirs


def test_each_record_has_its_own_list() -> None:
    first, second = Ours("a"), Ours("a")
    first.words.append("x")
    assert second.words == []


def test_a_record_cannot_be_changed() -> None:
    row = Ours("a")
    with pytest.raises(FrozenInstanceError):
        row.count = 1  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del row.count
    with pytest.raises(FrozenInstanceError):
        row.other = 1  # type: ignore[attr-defined]
    assert row == Ours("a")


def test_what_is_missing_or_too_much_is_refused() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'id'"):
        Ours()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'nothing'"):
        Ours("a", nothing=1)  # type: ignore[call-arg]


def test_one_field_compares_as_several_do() -> None:
    assert One("a") == One("a") != One("b")
    assert len({One("a"), One("a"), One("b")}) == 2
    nan = float("nan")
    assert One(nan) == One(nan)  # type: ignore[arg-type]


def test_what_follows_the_making_is_called() -> None:
    seen: list[int] = []
    Watched(seen)
    assert seen == [1]


def test_a_field_that_cannot_be_given_is_left_to_the_standard_library() -> None:
    class Odd:
        hidden: int = field(default=0, init=False)

    with pytest.raises(TypeError, match="__init__ does not take"):
        records.dataclass(frozen=True, slots=True)(Odd)
