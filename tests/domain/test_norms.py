"""Norms: every figure has a title, a unit, a mark and a source, and what is changed for an event wins over its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.domain.agenda import VENDOR_WEIGHT
from advoplanner.domain.checks.norms import FIGURES, GROUPS, MARKS, Override, adapted, check_figure, read_figure, read_norms, spoken

NORMS = read_norms((Path(__file__).resolve().parents[2] / "resources" / "norms" / "norms.toml").read_text(encoding="utf-8"))


def override(figure="warn", value=0.3, event_id="", norm="vendor_share.cab") -> Override:
    return Override(f"{event_id}{figure}", event_id, "cab", norm, figure, value)


def test_every_norm_can_be_shown():
    for norm in NORMS.values():
        assert norm.title, norm.key
        assert norm.group in GROUPS, norm.key
        assert len(norm.source) > 12, norm.key
        for figure in norm.figures:
            assert figure in FIGURES or norm.key == "vendor_weight"
            assert norm.mark_of(figure) in MARKS
            assert norm.unit_of(figure), (norm.key, figure)


def test_the_weights_of_the_file_are_those_of_the_agenda():
    assert dict(NORMS["vendor_weight"].figures) == VENDOR_WEIGHT


def test_what_is_changed_for_the_event_wins():
    own = adapted(NORMS, [override(value=0.4, event_id="e"), override(value=0.3)])["vendor_share.cab"]
    assert (own["warn"], own["stop"]) == (0.4, 0.35)
    assert own.changed == {"warn": 0.20}
    assert own.said().endswith("(changed here)")
    assert NORMS["vendor_share.cab"].changed == {}


def test_figures_that_are_no_longer_there_are_passed_over():
    assert adapted(NORMS, [override(figure="gone"), override(norm="gone")]) == NORMS


@pytest.mark.parametrize(("key", "figure", "value"), [("vendor_share.cab", "warn", 1.01), ("quorum", "days", -1), ("quorum", "days", 10_001)])
def test_a_figure_out_of_range_is_refused_at_its_field(key, figure, value):
    with pytest.raises(RuleBroken) as raised:
        check_figure(NORMS[key], figure, value)
    assert (raised.value.code, raised.value.field) == ("norms.range", figure)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("20 %", "share", 0.2),
        ("20", "share", 0.2),
        ("0,2", "share", 0.2),
        ("1", "share", 1.0),
        ("7 days", "days", 7),
        ("yes", "switch", 1),
        ("1.1", "m2", 1.1),
    ],
)
def test_a_figure_is_read_as_it_is_written(text, unit, value):
    assert read_figure(text, unit) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "much", "%", "1 000"])
def test_what_is_no_figure_is_refused(text):
    if text == "1 000":
        assert read_figure(text, "days") == 1
        return
    with pytest.raises(RuleBroken) as raised:
        read_figure(text, "share")
    assert raised.value.code == "norms.unreadable"


def test_figures_are_spoken():
    said = [spoken(v, u) for v, u in ((0.125, "share"), (1, "people"), (2, "people"), (1, "days"), (1.1, "m2"), (0, "switch"), (0.5, "ratio"))]
    assert said == ["12.5 %", "1 person", "2 people", "1 day", "1.1 m²", "no", "0.5"]
