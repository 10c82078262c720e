"""How an agenda is laid out and drawn, without a workspace: lanes, scale, words that fit, colours that can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from advoplanner.domain.agenda import SessionRow
from advoplanner.domain.agenda_time import agenda_day
from ui.kit import theme
from ui.kit.tokens import SCHEMES, TEXT, contrast
from ui.pages.agenda.canvas import Canvas, Still, paint
from ui.pages.agenda.card import fill_of, wrapped
from ui.pages.agenda.desk import Limit
from ui.pages.agenda.grid import fitted
from ui.pages.agenda.plan import AgendaPlan, lay_out
from ui.pages.agenda.shares_strip import NOTHING, vendor_state, vendor_words

START, END = datetime(2027, 3, 9, 17), datetime(2027, 3, 11, 12, 30)
WEDNESDAY_NINE = datetime(2027, 3, 10, 9)


def test_three_quarters_of_an_hour_fill_the_room_there_is() -> None:
    begin = datetime(2027, 3, 10, 7)
    plan = lay_out([session("a", begin, 5), session("b", begin + timedelta(minutes=5), 40)], begin, begin + timedelta(minutes=45))
    grid = fitted(plan, 920, 400)
    assert (plan.first, plan.last) == (7 * 60, 8 * 60)
    assert grid.height == pytest.approx(400)
    assert grid.rect(plan.blocks[0]).height() > 18


def test_a_day_with_rooms_side_by_side_is_wider() -> None:
    rows = [session(str(n), WEDNESDAY_NINE, 60, room=str(n)) for n in range(3)]
    plan = lay_out(rows, START, END)
    grid = fitted(plan, 1000, 400)
    assert grid.column(1) > 2 * grid.column(0)
    assert grid.width == pytest.approx(1000)
    assert [grid.at(grid.rect(block).center())[0] for block in plan.blocks] == [1, 1, 1]


SPANS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 40)), max_size=12)


@given(SPANS)
def test_no_two_cards_cover_each_other_and_every_minute_finds_its_way_back(spans: list[tuple[int, int]]) -> None:
    rows = [session(str(n), START + timedelta(minutes=5 * begin), 5 * long) for n, (begin, long) in enumerate(spans)]
    plan: AgendaPlan = lay_out(rows, START, END)
    grid = fitted(plan, 1100, 400)
    rects = [grid.rect(block) for block in plan.blocks]
    assert len(rects) == len(rows)
    assert not any(one.intersects(other) for place, one in enumerate(rects) for other in rects[:place])
    for block in plan.blocks:
        assert block.row.start
        assert plan.wall(block.day, block.start) == block.row.start
        assert plan.days[block.day] == agenda_day(block.row.start)
        assert plan.first <= block.start < block.end <= plan.last


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=12), st.integers(1, 4))
def test_wrapped_words_keep_to_width_and_lines(words: list[str], lines: int) -> None:
    metrics = QFontMetricsF(theme.font(TEXT))
    made = wrapped(" ".join(words), (TEXT, False, QFont.Weight.Normal), 120, lines)
    assert 1 <= len(made) <= lines
    assert all(metrics.horizontalAdvance(line) <= 121 for line in made)


@pytest.mark.parametrize("name", SCHEMES)
def test_words_can_be_read_on_every_card(name: str) -> None:
    tokens = SCHEMES[name]
    for kind in ("pause", "work", "talk"):
        assert contrast(tokens.quiet, fill_of(tokens, kind)) >= 4.5
        assert contrast(tokens.text, fill_of(tokens, kind)) >= 7


def test_without_content_there_is_nothing_to_measure() -> None:
    limit = Limit(0.2, 0.35, "source")
    assert (vendor_words(None, limit), vendor_state(None, limit)) == (NOTHING, "quiet")
    assert [vendor_state(share, limit) for share in (0.2, 0.21, 0.36)] == ["good", "warn", "bad"]
    assert vendor_words(0.1, Limit(0.0, None, "")) == "Vendor speaks 10% of the content, over none allowed"


def session(key: str, start: datetime, minutes: int, room: str = "") -> SessionRow:
    return SessionRow(key, "event", start, minutes, "panel", f"Session {key}", room, "", "", "", "", "", "", (), 1)


@pytest.mark.parametrize("ratio", [1.0, 1.5])
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_what_is_drawn_anew_alone_is_as_if_all_were_drawn(qapp: QApplication, ratio: float, appearance: str) -> None:
    """Cards are moved, chosen, faded, marked and removed one after another, each drawn over the picture before."""
    theme.THEME.apply(appearance)
    rows = [session(str(n), WEDNESDAY_NINE + timedelta(minutes=50 * n), 45) for n in range(6)]
    states: list[tuple[list[SessionRow], str, frozenset[str] | None, dict[str, str]]] = [
        (rows, "", None, {}),
        ([replace(rows[0], start=WEDNESDAY_NINE + timedelta(minutes=5)), *rows[1:]], "0", None, {"0": "E", "3": "W"}),
        (rows, "2", frozenset({"1", "2"}), {"3": "W"}),
        (rows[1:], "4", None, {}),
        ([*rows[:5], replace(rows[5], minutes=20, fixed=True)], "", None, {"5": "E"}),
    ]
    still: Still | None = None
    for shown, chosen, found, levels in states:
        # The icons of this screen are made for 100 %: enlarged, their pixels depend on how much of them is drawn.
        marks = levels if ratio == 1.0 else {}
        plan = replace(lay_out(shown, WEDNESDAY_NINE, WEDNESDAY_NINE + timedelta(hours=6)), levels=marks)
        canvas = Canvas(fitted(plan, 700, 500), QPointF(0, 30), chosen, True, found, None, None)
        kept, still = picture(canvas, ratio, still)
        fresh, _ = picture(canvas, ratio, None)
        assert kept == fresh
    theme.THEME.apply("light")


def picture(canvas: Canvas, ratio: float, still: Still | None) -> tuple[QImage, Still]:
    image = QImage(round(700 * ratio), round(400 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    still = paint(painter, canvas, QRectF(0, 0, 700, 400), still)
    painter.end()
    return image, still
