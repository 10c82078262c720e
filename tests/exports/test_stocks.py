from __future__ import annotations

from io import BytesIO
from typing import Any

import made_up
import pypdfium2
import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.exports import badges_pdf, calibration_pdf, tents_pdf
from advoplanner.exports.stocks import BADGES, EDGE, TENTS, Stock, custom_stock, stock_for
from advoplanner.exports.style import POINTS

MEASURED = {
    "5395": ("letter", 85.72, 59.27, 2, 4, 17.46, 14.82, 95.25, 63.5),
    "5390": ("letter", 88.9, 56.36, 2, 4, 19.05, 26.99, 88.9, 56.36),
    "5392": ("letter", 101.6, 76.2, 2, 3, 6.35, 25.4, 101.6, 76.2),
    "5371": ("letter", 88.9, 50.8, 2, 5, 19.05, 12.7, 88.9, 50.8),
    "5388": ("letter", 127, 76.2, 1, 3, 44.45, 25.4, 0, 76.2),
    "L4785": ("a4", 80, 50, 2, 5, 18, 13, 95, 55),
    "4412": ("a4", 80, 50, 2, 5, 17.5, 13.5, 95, 55),
    "1445": ("a4", 90, 54, 2, 5, 15, 12, 90, 54),
    "1453": ("a4", 75, 40, 2, 6, 30, 28.5, 75, 40),
    "1456": ("a4", 90, 60, 2, 4, 15, 28.5, 90, 60),
    "32015": ("a4", 85, 54, 2, 4, 17, 31.5, 91, 60),
}
"""Paper, size, grid, first corner and pitch in millimetres, as public templates of the trade give them, written down a second time."""


@pytest.mark.parametrize("key", BADGES)
def test_the_geometry_is_what_was_measured(key: str) -> None:
    s = BADGES[key]
    assert (s.paper, s.wide, s.high, s.across, s.down, s.left, s.top, s.step_x, s.step_y) == MEASURED[key]


def test_tents_are_what_was_measured() -> None:
    assert [(s.wide, s.high, s.labels, s.top) for s in TENTS.values()] == [(210, 148.5, 2, 0), (215.9, 127, 2, 12.7), (279.4, 177.8, 1, 19.05)]
    # Avery 5305: front faces begin at 76.2 and 203.2 mm; print stays within 196.85 × 107.95 mm of a card.
    assert [TENTS["5305"].corner(i)[1] + TENTS["5305"].high / 2 for i in (0, 1)] == pytest.approx([76.2, 203.2])
    assert (TENTS["5305"].wide - 2 * TENTS["5305"].safe, TENTS["5305"].high - 2 * TENTS["5305"].safe) == pytest.approx((196.85, 107.95))
    # Avery 5309: safe area 254 × 152.4 mm from 12.7, 31.75 on a sheet laid across.
    large = TENTS["5309"]
    assert (large.corner(0)[0] + large.safe, large.corner(0)[1] + large.safe) == (12.7, 31.75)
    assert (large.wide - 2 * large.safe, large.high - 2 * large.safe) == pytest.approx((254, 152.4))


@pytest.mark.parametrize("stock", [*BADGES.values(), *TENTS.values()], ids=lambda s: s.key)
def test_every_label_lies_on_its_sheet_and_on_no_other(stock: Stock) -> None:
    wide, high = stock.sheet
    corners = [stock.corner(i) for i in range(stock.labels)]
    assert all(x >= 0 and y >= 0 and x + stock.wide <= wide + 0.1 and y + stock.high <= high + 0.1 for x, y in corners)
    assert len(set(corners)) == stock.labels
    assert stock.across == 1 or stock.step_x >= stock.wide
    assert stock.down == 1 or stock.step_y >= stock.high


@pytest.mark.parametrize("stock", BADGES.values(), ids=lambda s: s.key)
def test_the_back_of_a_label_lies_behind_it(stock: Stock) -> None:
    for index in range(stock.labels):
        x, y = stock.corner(index)
        back, same = stock.back_corner(index)
        assert back + stock.wide == pytest.approx(stock.sheet[0] - x)
        assert same == y


def test_each_paper_has_its_usual_stock() -> None:
    assert [stock_for(kind, paper).key for kind in ("badges", "tents") for paper in ("a4", "letter")] == ["L4785", "5395", "A4", "5305"]
    assert stock_for("badges", "a4", "1456").paper == "a4"
    with pytest.raises(RuleBroken) as refused:
        stock_for("badges", "a4", "L9999")
    assert refused.value.code == "export.stock"


OWN: dict[str, Any] = {"wide": 90, "high": 55, "across": 2, "down": 5, "left": 12, "top": 10, "step_x": 95, "step_y": 55}


def test_custom_stock_is_taken_as_it_was_measured() -> None:
    stock = custom_stock("a4", **OWN)
    assert [stock.corner(i) for i in (0, 1, 9)] == [(12, 10), (107, 10), (107, 230)]
    touching = custom_stock("a4", **{**OWN, "step_x": 0, "step_y": 0})
    assert (touching.step_x, touching.step_y) == (90, 55)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"wide": 5}, "wide"), ({"high": float("nan")}, "high"), ({"wide": float("inf")}, "wide"), ({"across": 0}, "across"), ({"down": 99}, "down"),
        ({"step_x": 80}, "step_x"), ({"step_y": float("nan")}, "step_y"), ({"left": -1}, "left"), ({"left": 60}, "left"), ({"top": 40}, "top"),
        ({"left": float("nan")}, "left"),
    ],
)  # fmt: skip
def test_custom_stock_that_cannot_be_is_refused_at_its_field(wrong: dict[str, float], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        custom_stock("a4", **{**OWN, **wrong})
    assert refused.value.field == field


def places(pdf: bytes, page: int, word: str) -> list[tuple[float, float]]:
    """Left end and baseline of each time `word` is on a page, in millimetres from the top left."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    text, height = sheet.get_textpage(), sheet.get_height()
    search, found = text.search(word), []
    while spot := search.get_next():
        left, bottom, _, _ = text.get_charbox(spot[0], loose=True)
        found.append((left / POINTS, (height - bottom) / POINTS))
    return found


def test_badges_start_and_shift_where_they_are_told_to() -> None:
    def first(**options: Any) -> tuple[float, float]:
        out = BytesIO()
        badges_pdf.write(made_up.pack(1), out, **options)
        return places(out.getvalue(), 0, "José")[0]

    x, y = first()
    assert first(start=4) == pytest.approx((x + 95, y + 55), abs=0.05)
    assert first(shift=(1.5, -0.5)) == pytest.approx((x + 1.5, y - 0.5), abs=0.05)
    assert first(stock=custom_stock("a4", **{**OWN, "wide": 80, "high": 50})) == pytest.approx((x - 6, y - 3), abs=0.05)


def test_backs_follow_their_sheets_with_columns_changed_over() -> None:
    out = BytesIO()
    assert badges_pdf.write(made_up.pack(12), out, both_sides=True) == 4
    for name in ("José", "Łukasz", "Siobhán"):
        front = [p for page in (0, 2) for p in places(out.getvalue(), page, name)]
        back = [p for page in (1, 3) for p in places(out.getvalue(), page, name)]
        assert len(front) == len(back) == 1
        assert front[0][1] == back[0][1]
        # Labels begin 18 and 113 mm from the left of the sheet, so 17 and 112 mm from the left of its back.
        assert round(back[0][0] - front[0][0], 1) in (94, -96)


def test_print_near_the_edge_is_told() -> None:
    problems: list[str] = []
    badges_pdf.write(made_up.pack(1), BytesIO(), stock=custom_stock("a4", **{**OWN, "left": 1}), problems=problems)
    assert EDGE in problems
    assert not BADGES["L4785"].near_edge()
    assert BADGES["L4785"].near_edge((0, -9.5))


def test_large_tents_lie_across_and_keep_their_safe_area() -> None:
    out = BytesIO()
    tents_pdf.write(made_up.pack(2), out, paper="letter", stock="5309")
    sheet = pypdfium2.PdfDocument(out.getvalue())[0]
    assert sheet.get_size() == pytest.approx((792, 612), abs=0.5)
    text = sheet.get_textpage()
    boxes = [[edge / POINTS for edge in text.get_rect(i)] for i in range(text.count_rects())]
    assert min(left for left, *_ in boxes) >= 12.7
    assert max(right for *_, right, _ in boxes) <= 279.4 - 12.7
    assert min(bottom for _, bottom, _, _ in boxes) >= 31.75


@pytest.mark.parametrize("stock", [*BADGES.values(), *TENTS.values()], ids=lambda s: s.key)
def test_a_test_sheet_shows_every_label_and_how_to_read_it(stock: Stock) -> None:
    out = BytesIO()
    assert calibration_pdf.write(made_up.pack(0), out, stock, shift=(1.0, 0.0)) == 1
    sheet = pypdfium2.PdfDocument(out.getvalue())[0]
    words = " ".join(sheet.get_textpage().get_text_range().split())
    assert stock.name.split(" (")[0] in words
    assert "100 %" in words
    assert "+5" in words
