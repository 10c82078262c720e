"""What differs from the last export: cards by guest, pages by what can be read on them; and the button that shows those alone."""

from __future__ import annotations

from functools import partial

from advoplanner.core.text import plural
from advoplanner.domain.prints import CARDS, Printout, changed_cards, changed_pages
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.exports.page_marks import page_marks
from advoplanner.services.printing import Preview
from ui.kit.context import Context
from ui.pages.packs.exporter import Exporter
from ui.pages.packs.preview_pane import PreviewPane
from ui.pages.packs.shelf import Shelf

SINCE = "changed since the last export"


class Changes:
    """Pages are compared in a thread, for the document that is looked at."""

    def __init__(self, ctx: Context, exporter: Exporter, shelf: Shelf, pane: PreviewPane) -> None:
        self.ctx = ctx
        self._exporter, self._shelf, self._pane = exporter, shelf, pane
        self._pages: tuple[int, ...] = ()
        pane.changed_wanted.connect(self.toggle)

    def look(self, preview: Preview) -> None:
        """Find out what has changed in the document that is shown."""
        self._pages = ()
        before = self._before(preview)
        if before is not None and preview.document not in CARDS and before.mark != preview.mark:
            work, done = partial(_marks_of, preview.pdf), partial(self._compared, preview)
            self.ctx.jobs.run(work, title="Comparing with the last export", done=done, owner=self._pane)
        self._renew()

    def are_told(self) -> bool:
        """Whether pages are shown with marks of what had changed since the export before: after an export those are not new any more."""
        return any(preview is not None and preview.marked for preview in map(self._shelf.made, DOCUMENTS))

    def toggle(self) -> None:
        """The cards or pages that differ from the last export, alone; asked again, all of them."""
        preview = self._pane.preview
        if preview is None:
            return
        options = dict(self._shelf.order.options.get(preview.document, {}))
        if options.pop("guests", None) is not None:
            self._shelf.change_options(preview.document, options)
        elif preview.document in CARDS:
            self._shelf.change_options(preview.document, {**options, "guests": frozenset(self._cards(preview))})
        else:
            self._pane.look_at(() if self._pane.range.text() else self._pages)
            self._renew()

    def words(self, preview: Preview | None) -> str:
        """For a tile: "3 cards changed since the last export", "" where nothing was exported or nothing changed."""
        before = self._before(preview) if preview is not None else None
        if preview is None or before is None:
            return ""
        if preview.document in CARDS:
            cards = len(self._cards(preview))
            return f"{plural(cards, 'card')} {SINCE}" if cards else ""
        return SINCE if before.mark != preview.mark else ""

    def _before(self, preview: Preview) -> Printout | None:
        return self._exporter.last(self._shelf.order, preview.document)

    def _cards(self, preview: Preview) -> tuple[str, ...]:
        before = self._before(preview)
        return changed_cards(preview.cards, before) if before is not None and preview.document in CARDS else ()

    def _compared(self, preview: Preview, marks: tuple[str, ...]) -> None:
        before = self._before(preview)
        if preview is self._pane.preview and before is not None:
            self._pages = changed_pages(marks, before)
            self._renew()

    def _renew(self) -> None:
        """The button, after something was found out or it was used."""
        preview = self._pane.preview
        if preview is None:
            return
        cards = preview.document in CARDS
        count = len(self._cards(preview)) if cards else len(self._pages)
        alone = "guests" in self._shelf.order.options.get(preview.document, {}) if cards else bool(count and self._pane.range.text())
        what = "cards" if cards else "pages"
        tip = f"All {what} again" if alone else f"Only the {what} that differ from the last export, to print those again"
        self._pane.show_changed("All again" if alone else f"Only what changed ({count})" if count else "", tip)


def _marks_of(pdf: bytes, progress: object) -> tuple[str, ...]:  # noqa: ARG001
    return page_marks(pdf)
