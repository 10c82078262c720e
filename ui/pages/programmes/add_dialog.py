"""Add or nominate people: anybody you know, all with a tag or in a group, or the guests of a meeting; with role and term for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold, plural
from advoplanner.domain.events import EventRow
from advoplanner.domain.people import PersonRow
from advoplanner.domain.programmes import ROLE_WORDS, STATUS_WORDS, MemberRole, MemberStatus, ProgrammeDetails, extended
from advoplanner.services import guests, memberships
from ui.kit.buttons import Button
from ui.kit.combo import Combo
from ui.kit.context import Context
from ui.kit.day_field import DayField
from ui.kit.dialog import Dialog
from ui.kit.empty_state import EmptyState
from ui.kit.form import Form
from ui.kit.labels import quiet
from ui.kit.pick_table import PickTable, mark
from ui.kit.search_box import SearchBox
from ui.kit.table_or_empty import TableOrEmpty
from ui.models.column import Column
from ui.models.row_table_model import RowTableModel

EVERYBODY = "Everybody you know"
NOBODY_LEFT = "Everybody you know belongs to it already. New people are added under People."
KNOWN_TERM = "Take the term that is known of a person (member since, term ends) instead of this one"
MOST_SOURCES = 60
Wanted = Callable[[PersonRow], bool]


class AddDialog(Dialog):
    """A click, Space or Enter picks a person; who is picked stays so while one searches on."""

    def __init__(self, ctx: Context, programme: ProgrammeDetails, meetings: Sequence[EventRow]) -> None:
        self.ctx, self.programme, self._meetings = ctx, programme, meetings
        self.picked: set[str] = set()
        rows = memberships.candidates(ctx.workspace, programme.id)
        self._sources = [(EVERYBODY, _all), *_labels(rows)]
        self.model = RowTableModel(_columns(mark(self.picked)))
        self.table = PickTable(self.model, "People", self.picked)
        self.search = SearchBox("Search name, company, job, tag")
        self.search.setMaximumWidth(600)
        self.source = Combo([words for words, _ in self._sources] + [f"Guests of {row.title}" for row in meetings], "Who is offered")
        self.all = Button("&Pick all shown", self.table.toggle_shown)
        self.counted = quiet()
        self.form = self._term_form()
        super().__init__("Add people", "&Add people", self._laid_out(), subtitle=programme.name, commit=self._add)
        self.search.searched.connect(self.model.search)
        self.source.activated.connect(self._offer)
        self.table.changed.connect(self._count)
        self.model.set_rows(rows)
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self.resize(880, 640)
        self._count()
        self.search.setFocus()

    def _offer(self, place: int) -> None:
        """Only those of the source that is chosen; who stands on a guest list is read when it is asked for."""
        if place < len(self._sources):
            wanted = self._sources[place][1]
        else:
            meeting = self._meetings[place - len(self._sources)]
            listed = {row.person_id for row in guests.rows(self.ctx.workspace, meeting.id)}
            wanted = partial(_listed, listed)
        self.model.keep(None if place == 0 else wanted)

    def _count(self) -> None:
        self.go.setText(f"&Add {plural(len(self.picked), 'person', 'people')}" if self.picked else "&Add people")
        self.go.allow("" if self.picked else "Pick somebody first.")
        self.counted.setText(f"{len(self.picked):,} picked" if self.picked else "A click or Space picks a person.")

    def _add(self) -> bool:
        values = self.form.values()
        ids = [row.id for row in self.model.rows() if row.id in self.picked]
        from_facts = values.pop("known_term")
        done = self.ctx.act(memberships.add, self.ctx.workspace, self.programme.id, ids, form=self.form, from_facts=from_facts, **values)
        if done is None:
            wrong = self.form.first_wrong()
            if wrong:
                wrong.editor.setFocus()
                return False
            raise RuleBroken("programmes.not_added", "Nobody was added.")
        return True

    def _term_form(self) -> Form:
        form = Form(columns=4)
        form.choice("status", "&Status", list(STATUS_WORDS.items()))
        form.choice("role", "&Role", list(ROLE_WORDS.items()))
        form.field("start", "Term &begins", DayField())
        form.field("end", "Term &ends", DayField())
        form.check("known_term", KNOWN_TERM)
        start: date = self.ctx.clock().date()
        end = extended(start, memberships.tenure(self.ctx.workspace, self.programme.id), start)
        form.load({"status": MemberStatus.ACTIVE, "role": MemberRole.MEMBER, "start": start, "end": end, "known_term": True})
        return form

    def _laid_out(self) -> QWidget:
        body = QWidget()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.source)
        head.addWidget(self.all)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(TableOrEmpty(self.table, EmptyState(NOBODY_LEFT, icon="users"), self.search), 1)
        column.addWidget(self.counted)
        column.addWidget(self.form)
        return body


def _all(_: PersonRow) -> bool:
    return True


def _listed(ids: set[str], row: PersonRow) -> bool:
    return row.id in ids


def _tagged(tag: str, row: PersonRow) -> bool:
    return tag in row.tags


def _grouped(group: str, row: PersonRow) -> bool:
    return group in row.groups


def _labels(rows: Sequence[PersonRow]) -> list[tuple[str, Wanted]]:
    """Every tag and group with how many of those offered have it, the largest first."""
    tags, groups = Counter(tag for row in rows for tag in row.tags), Counter(group for row in rows for group in row.groups)
    found = [(n, f"{tag} ({n:,})", partial(_tagged, tag)) for tag, n in tags.items()]
    found += [(n, f"Group {group} ({n:,})", partial(_grouped, group)) for group, n in groups.items()]
    found.sort(key=lambda each: (-each[0], fold(each[1])))
    return [(words, wanted) for _, words, wanted in found[:MOST_SOURCES]]


def _columns(icon: Callable[[PersonRow], str]) -> tuple[Column, ...]:
    return (
        Column("Name", lambda row: row.name, width=190, icon=icon, sort=lambda row: fold(row.sort_name)),
        Column("Company", lambda row: row.organisation, width=160, stretch=True),
        Column("Job", lambda row: row.job_title, width=160, quiet=True, stretch=True),
        Column("Tags", lambda row: row.tags, width=130),
    )
