"""What a council's papers carry in place of the vendor's name: its own mark or logo, its host, and who pays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt

from advoplanner.services.councils import Council
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.form import Form, Save
from ui.kit.jump_row import inset
from ui.kit.labels import quiet, section
from ui.kit.picture import Picture

LOGO = QSize(180, 60)
NO_LOGO = "Without a logo the mark stands on the papers, or the council's title."


class BrandCard(Card):
    """`save(field, value)` keeps a text; `choose` and `remove` are for the logo."""

    def __init__(self, save: Save, choose: Callable[[], object], remove: Callable[[], object]) -> None:
        super().__init__(margin=12)
        self.form = Form(save)
        self.form.line("text_mark", "The council's own mark", hint="Its name or letters", help="Stands on its papers in place of a company's name.")
        self.form.line("host_company", "Who hosts this meeting", hint="A member's company")
        self.form.line("sponsor", "Sponsor", help="Named at the foot of its papers.")
        self.logo, self.nothing, self.disclosure = Picture(LOGO, "Logo of the council"), quiet(NO_LOGO), quiet()
        self.choose_button = Button("Choose a logo…", choose, icon="upload")
        self.remove_button = Button("Take the logo away", remove, icon="x")
        for widget in (inset(section("Its own name on paper"), 8), inset(self.form), inset(self.disclosure), inset(self.logo), inset(self.nothing)):
            self.column.addWidget(widget)
        for button in (self.choose_button, self.remove_button):
            self.column.addWidget(inset(button), 0, Qt.AlignmentFlag.AlignLeft)

    def show_council(self, council: Council) -> None:
        """What is kept now; a field somebody types in keeps its text."""
        self.form.load({name: getattr(council, name) for name in ("text_mark", "host_company", "sponsor")})
        self.disclosure.setText(f"On paper: “{council.disclosure}”" if council.disclosure else "No sponsor is named on its papers.")
        self.logo.show_picture(council.logo)
        self.nothing.setVisible(council.logo is None)
        self.remove_button.setVisible(council.logo is not None)
