"""What the directory needs beside its rows, read when it is first asked for: the list shows sooner without it."""

from __future__ import annotations

from collections.abc import Collection

from advoplanner.services import people
from ui.kit.context import Context


class AskedLater:
    """Texts that are searched beside the columns, and the names of companies."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._texts: dict[str, str] | None = None
        self._companies: list[str] | None = None

    def text(self, person_id: str) -> str:
        """What is searched of somebody beside the columns."""
        if self._texts is None:
            # A page whose workspace was closed meanwhile has nothing to look up any more.
            self._texts = people.search_texts(self._ctx.workspace) if self._ctx.workspace else {}
        return self._texts.get(person_id, "")

    def companies(self) -> list[str]:
        """Names of companies, to suggest."""
        if self._companies is None:
            self._companies = [row.name for row in people.organisations(self._ctx.workspace)]
        return self._companies

    def forget(self) -> None:
        """Read everything again when next asked."""
        self._texts = self._companies = None

    def renew(self, ids: Collection[str]) -> None:
        """These people have changed."""
        if self._texts is not None:
            self._texts |= dict.fromkeys(ids, "") | people.search_texts(self._ctx.workspace, ids)
