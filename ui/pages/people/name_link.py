"""A name that leads somewhere: a button that reads like a link."""

from __future__ import annotations

from collections.abc import Callable

from ui.kit.buttons import Button

LINK = (
    "QPushButton { padding: 0; min-height: 22px; border: 0; text-align: left; color: palette(link); }"
    "QPushButton:focus { padding: 0; border: 0; text-decoration: underline; }"
)


class NameLink(Button):
    """Text from outside: an ampersand in it is no access key."""

    def __init__(self, text: str, clicked: Callable[[], object], tip: str = "") -> None:
        super().__init__(text.replace("&", "&&"), clicked, kind="quiet", tip=tip)
        self.setStyleSheet(LINK)
