"""The cards of plans: one that cannot be has its reason and no button, one that lacks something says what."""

from __future__ import annotations

from typing import Any

from advoplanner.domain.what_if import BEST, FEW, NOBODY, WhatIf
from ui.kit.buttons import Button
from ui.kit.labels import PlainText
from ui.pages.seating.what_if_panel import WhatIfPanel


def words(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(PlainText)]


def test_what_cannot_be_has_no_button_and_what_lacks_says_so(qtbot: Any) -> None:
    panel = WhatIfPanel()
    qtbot.addWidget(panel)
    found = [
        WhatIf(NOBODY, {"g": "s"}, 10, lacks="A table has no host."),
        WhatIf(FEW, impossible="No plan of few moves."),
        WhatIf(BEST, {"g": "t"}, 12),
    ]
    panel.show_plans(found, 11)
    assert [len(card.findChildren(Button)) for card in panel.cards] == [1, 0, 1]
    assert "A table has no host." in words(panel.cards[0])
    assert "No plan of few moves." in words(panel.cards[1])
    assert "left out" not in panel.words.text()


def test_fewer_than_three_plans_are_explained(qtbot: Any) -> None:
    panel = WhatIfPanel()
    qtbot.addWidget(panel)
    panel.show_plans([WhatIf(NOBODY, {"g": "s"}, 10)], 11)
    assert "left out" in panel.words.text()
    assert "Fit 10 (−1), nobody changes the table" in words(panel.cards[0])
