"""A filter of one's own: its name, and what it keeps."""

from __future__ import annotations

from collections.abc import Sequence

from advoplanner.core.text import key
from advoplanner.domain.people_filters import FLAGS, PeopleFilter
from advoplanner.services import people_filters
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.form import Form
from ui.pages.people.people_fields import SIDES

ANY = ("", "Any")


class FilterDialog(Dialog):
    """Keeps a new filter, or changes the one it is given; `kept_id` is its id once it was kept."""

    def __init__(self, ctx: Context, start: PeopleFilter, tags: Sequence[str]) -> None:
        self.ctx, self._start = ctx, start
        self.kept_id = start.id
        self.form = Form()
        self.form.line("name", "&Name", hint="VIPs in Berlin")
        self.form.line("words", "&Words", hint="As in the search: name, company, city, notes …")
        self.form.choice("side", "&Side", [ANY, *SIDES[1:]])
        offered = {key(tag): tag for tag in (*tags, start.tag) if tag}
        self.form.choice("tag", "&Tag", [ANY, *((tag, tag) for tag in offered.values())])
        self.form.choice("flag", "&To look at", [ANY, *((flag, flag) for flag in FLAGS)])
        self.form.load({"name": start.name, "words": start.words, "side": start.side, "tag": start.tag, "flag": start.flag})
        title, verb = ("Change the filter", "Save") if start.id else ("Keep a filter", "Keep filter")
        super().__init__(title, verb, self.form, subtitle="It shows the people for whom all of this holds.", commit=self._keep)

    def _keep(self) -> bool:
        values = self.form.values()
        wanted = PeopleFilter(self._start.id, values["name"], values["words"], values["side"], values["flag"], values["tag"])
        changes = self.ctx.act(people_filters.keep, self.ctx.workspace, wanted, form=self.form)
        if changes is None:
            return False
        self.kept_id = next(iter(changes.created("kept_filter")), self._start.id)
        return True
