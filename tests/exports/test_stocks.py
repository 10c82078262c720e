from __future__ import annotations

import pytest

from advoplanner.core.errors import RuleBroken
from advoplanner.exports.stocks import BADGES, TENTS, Stock, stock_for
from advoplanner.exports.style import PAPERS


@pytest.mark.parametrize("stock", [*BADGES.values(), *TENTS.values()], ids=lambda s: s.key)
def test_every_label_lies_on_its_sheet_and_on_no_other(stock: Stock) -> None:
    wide, high = PAPERS[stock.paper]
    corners = [stock.corner(i) for i in range(stock.labels)]
    assert all(x >= 0 and y >= 0 and x + stock.wide <= wide + 0.1 and y + stock.high <= high + 0.1 for x, y in corners)
    assert len(set(corners)) == stock.labels
    assert stock.across == 1 or stock.step_x >= stock.wide
    assert stock.down == 1 or stock.step_y >= stock.high


def test_each_paper_has_its_usual_stock() -> None:
    assert [stock_for(kind, paper).key for kind in ("badges", "tents") for paper in ("a4", "letter")] == ["L4785", "5395", "A4", "5305"]
    assert stock_for("badges", "a4", "1456").paper == "a4"
    with pytest.raises(RuleBroken) as refused:
        stock_for("badges", "a4", "L9999")
    assert refused.value.code == "export.stock"
