"""Filters of one's own: kept, renamed, deleted, undone, and refused in words at the field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.people import ContactDraft
from advoplanner.domain.people_filters import PeopleFilter
from advoplanner.services import history, people, people_filters

NOW = datetime(2027, 1, 5, 9, tzinfo=UTC)


def names(ws) -> list[str]:
    return [each.name for each in people_filters.rows(ws)]


def test_a_filter_is_kept_renamed_deleted_and_brought_back(ws):
    people_filters.keep(ws, PeopleFilter("", "  VIPs  in Köln ", words="köln", tag="VIP"))
    [kept] = people_filters.rows(ws)
    assert (kept.name, kept.words, kept.tag, kept.side) == ("VIPs in Köln", "köln", "VIP", "")
    people_filters.keep(ws, PeopleFilter(kept.id, "Cologne", side="customer", flag="No address"))
    assert [(each.id, each.name, each.wanted) for each in people_filters.rows(ws)] == [
        (kept.id, "Cologne", {"side": "customer", "flag": "No address"})
    ]
    people_filters.remove(ws, kept.id)
    assert names(ws) == []
    history.undo(ws)
    assert names(ws) == ["Cologne"]
    history.undo(ws)
    assert names(ws) == ["VIPs in Köln"]
    history.undo(ws)
    assert names(ws) == []


@pytest.mark.parametrize(
    ("wanted", "code", "field"),
    [
        (PeopleFilter("", " ", words="x"), "filters.nameless", "name"),
        (PeopleFilter("", "n" * 61, words="x"), "text.too_long", "name"),
        (PeopleFilter("", "all", words="  "), "filters.everybody", "words"),
        (PeopleFilter("", "ours", side="enemy"), "people.side", "side"),
        (PeopleFilter("", "ours", flag="Late"), "filters.flag", "flag"),
        (PeopleFilter("", "MINE", words="x"), "filters.taken", "name"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(ws, wanted, code, field):
    people_filters.keep(ws, PeopleFilter("", "mine", words="y"))
    with pytest.raises(RuleBroken) as refused:
        people_filters.keep(ws, wanted)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert names(ws) == ["mine"]


def test_the_same_filter_keeps_its_name_and_one_that_is_gone_is_told(ws):
    people_filters.keep(ws, PeopleFilter("", "mine", words="y"))
    [mine] = people_filters.rows(ws)
    people_filters.keep(ws, PeopleFilter(mine.id, "Mine", words="z"))
    people_filters.remove(ws, mine.id)
    with pytest.raises(RuleBroken, match="no longer"):
        people_filters.keep(ws, mine)
    with pytest.raises(RuleBroken, match="no longer"):
        people_filters.remove(ws, mine.id)


def test_side_mark_and_tag_must_all_hold(ws):
    people.add(ws, ContactDraft(given="Ana", side="customer", tags=("VIP",)))
    [ana] = people.rows(ws)
    assert PeopleFilter("", "", side="customer", tag="vip", flag="No address").keeps(ana)
    assert not PeopleFilter("", "", side="prospect", tag="vip").keeps(ana)
    assert not PeopleFilter("", "", tag="Board").keeps(ana)
    assert not PeopleFilter("", "", flag="Do not contact").keeps(ana)
