"""The desk with a real workspace file: made, opened, undone, refused in words, closed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from advoplanner.core.errors import KnownProblem
from ui.desk import WorkspaceDesk
from ui.frame_facts import Finder, event_facts
from ui.kit.context import Context
from ui.kit.messages import Message
from ui.main_window import MainWindow
from ui.pages.start.page import StartPage


@pytest.fixture
def desk(ctx: Context, qtbot) -> WorkspaceDesk:
    made = WorkspaceDesk(ctx)
    made.window = MainWindow(ctx, made, made.start_page)
    qtbot.addWidget(made.window)
    made.window.show()
    made.begin(None)
    return made


def banners(desk: WorkspaceDesk) -> list[Message]:
    assert desk.window is not None
    return [banner.message for banner in desk.window.banners.banners()]


def test_a_first_workspace_is_made_remembered_and_opened_again(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    answers.answers = [tmp_path / "Board"]
    desk.make_new()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    path = tmp_path / "Board.advo"
    assert ctx.workspace.path == path.resolve()
    qtbot.waitUntil(lambda: ctx.settings.current.recent == (str(path.resolve()),), timeout=10_000)
    assert desk.window.is_open
    desk.close()
    assert ctx.workspace is None
    assert isinstance(desk.window.stack.page(), StartPage)
    desk.begin(None)
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    desk.close()


def test_a_commit_reaches_the_window_and_its_undo(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    from advoplanner.domain.people import ContactDraft
    from advoplanner.services import people

    answers.answers = [tmp_path / "b.advo"]
    desk.make_new()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    heard = []
    ctx.changes.changed.connect(heard.append)
    changes = ctx.act(people.add, ctx.workspace, ContactDraft(given="Ana", family="García", emails=("ana@example.com",)))
    assert heard == [changes]
    assert desk.window.history.next_undo == changes.label
    toast = desk.window.toasts.toasts()[-1]
    assert toast.message.button == "Undo"
    toast.undo()
    assert people.rows(ctx.workspace) == []
    assert desk.window.history.next_redo == changes.label
    desk.close()


def test_a_file_that_is_none_is_refused_on_the_start_page(desk: WorkspaceDesk, ctx: Context, qtbot, tmp_path: Path) -> None:
    foreign = tmp_path / "letter.advo"
    foreign.write_text("Dear Ana")
    desk.open(foreign)
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    assert "letter.advo" in banners(desk)[0].text
    assert foreign.read_text() == "Dear Ana"
    assert ctx.workspace is None


def test_the_newest_whole_version_of_a_file_that_cannot_be_read_is_offered(desk: WorkspaceDesk, ctx: Context, qtbot, tmp_path: Path) -> None:
    from advoplanner import bootstrap
    from advoplanner.domain.people import ContactDraft
    from advoplanner.services import history, people

    path = tmp_path / "board.advo"
    made = bootstrap.create_workspace(path)
    people.add(made, ContactDraft(given="Ana"))
    history.take_snapshot(made, "good")
    history.take_snapshot(made, "cut short").path.write_bytes(b"")
    made.close()
    path.write_bytes(b"")
    desk.open(path)
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    assert banners(desk)[0].code == ""
    assert banners(desk)[0].button == "Open that version"
    banners(desk)[0].action()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    assert [row.name for row in people.rows(ctx.workspace)] == ["Ana"]
    assert path.read_bytes() == b""
    desk.close()


def test_what_can_be_read_of_a_damaged_file_is_saved_where_asked(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    from advoplanner import bootstrap
    from advoplanner.domain.people import ContactDraft
    from advoplanner.services import people

    path = tmp_path / "board.advo"
    made = bootstrap.create_workspace(path)
    people.add(made, ContactDraft(given="Ana"))
    made.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096])
    desk.open(path)
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    assert banners(desk)[0].button == "Save what can be read…"
    answers.answers = [tmp_path / "saved.advo"]
    banners(desk)[0].action()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    assert [row.name for row in people.rows(ctx.workspace)] == ["Ana"]
    assert sorted(each.name for each in tmp_path.glob("board*")) == ["board.advo"]
    desk.close()


def test_a_workspace_is_remembered_however_soon_it_is_closed(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    answers.answers = [tmp_path / "b.advo"]
    desk.make_new()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    desk.window.close()
    assert ctx.settings.current.recent == (str((tmp_path / "b.advo").resolve()),)


def test_settings_that_may_not_be_written_are_said_and_hinder_nothing(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    def denied(**values):
        raise KnownProblem("files.denied", "The settings may not be written.", "Choose another folder.")

    ctx.settings.change = denied
    answers.answers = [tmp_path / "b.advo"]
    desk.make_new()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    desk.window.toggle_rail()
    assert [message.text for message in banners(desk)] == ["The settings may not be written."]
    assert desk.window.is_open
    desk.close()


def test_a_file_held_elsewhere_can_be_opened_to_read(desk: WorkspaceDesk, ctx: Context, qtbot, tmp_path: Path) -> None:
    from advoplanner import bootstrap

    path = tmp_path / "held.advo"
    other = bootstrap.create_workspace(path)
    desk.open(path)
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    message = banners(desk)[0]
    assert message.button == "Open to read"
    message.action()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    assert ctx.workspace.read_only
    assert desk.window.bottom._saved.text() == "Read-only"
    desk.close()
    other.close()


def test_a_copy_is_saved_elsewhere_and_never_over_an_open_workspace(desk: WorkspaceDesk, ctx: Context, answers, said, qtbot, tmp_path: Path) -> None:
    from advoplanner.domain.people import ContactDraft
    from advoplanner.services import people

    answers.answers = [tmp_path / "board.advo", tmp_path / "board.advo", tmp_path / "usb" / "Board 2"]
    desk.make_new()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    people.add(ctx.workspace, ContactDraft(given="Ana"))
    desk.save_copy()
    assert [message.code for message in banners(desk)] == ["workspace.held"]
    desk.save_copy()
    toast = desk.window.toasts.toasts()[-1]
    assert (toast.message.text, toast.message.button) == ("Saved a copy as “Board 2.advo”.", "Open it")
    toast.message.action()
    qtbot.waitUntil(lambda: ctx.workspace is not None and ctx.workspace.path.name == "Board 2.advo", timeout=10_000)
    assert [row.name for row in people.rows(ctx.workspace)] == ["Ana"]
    desk.close()


def test_where_nothing_may_be_written_a_copy_is_offered(
    desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advoplanner import bootstrap

    path = tmp_path / "usb.advo"
    bootstrap.create_workspace(path).close()
    opened = bootstrap.open_workspace

    def denied(wanted: Path, **options):
        if wanted == path:
            raise KnownProblem("workspace.denied", "The folder may not be written.", "Save a copy in another folder.")
        return opened(wanted, **options)

    monkeypatch.setattr(bootstrap, "open_workspace", denied)
    desk.open(path)
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    answers.answers = [tmp_path / "mine.advo"]
    assert banners(desk)[0].button == "Save a copy…"
    banners(desk)[0].action()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    assert ctx.workspace.path.name == "mine.advo"
    desk.close()


def test_a_file_of_a_newer_version_is_read_only_and_says_which(desk: WorkspaceDesk, ctx: Context, qtbot, tmp_path: Path) -> None:
    from advoplanner import bootstrap

    path = tmp_path / "new.advo"
    bootstrap.create_workspace(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0099'")
    before = path.read_bytes()
    desk.open(path)
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    assert "0099" in desk.window.toasts.toasts()[-1].message.text
    assert desk.window.bottom._saved.text() == "Read-only"
    desk.close()
    assert path.read_bytes() == before


def test_about_and_choose_ask_through_the_one_service(desk: WorkspaceDesk, answers) -> None:
    desk.about()
    desk.choose()
    assert [question[0] for question in answers.asked] == ["tell", "open_file"]


def test_a_damaged_settings_file_is_said_once(ctx: Context, said: list[Message]) -> None:
    desk = WorkspaceDesk(ctx)
    ctx.settings.problem = "The settings could not be read."
    desk.window = SimpleNamespace(show_start=lambda: None)
    desk.begin(None)
    assert [message.text for message in said] == ["The settings could not be read."]


def one_event(workspace, progress) -> None:
    from advoplanner.domain.event_details import NewEvent
    from advoplanner.services import events

    progress.step(0.5, "Events")
    start = datetime(2027, 3, 10, 18, 0)
    events.new(workspace, NewEvent("council", "Senate council", "Peers learn from peers.", start, start + timedelta(hours=4), "America/New_York"))


def test_the_example_is_made_in_a_thread_and_found_by_name(
    desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advoplanner.domain.event_details import NewEvent
    from advoplanner.domain.people import ContactDraft
    from advoplanner.services import events, people, programmes, sample

    monkeypatch.setattr(sample, "make", one_event)
    answers.answers = [tmp_path / "example.advo"]
    desk.make_example()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    event_id = events.rows(ctx.workspace)[0].id
    facts = event_facts(ctx, event_id)
    assert facts is not None
    assert (facts.title, facts.zone) == ("Senate council", "America/New_York")
    finder = Finder(ctx)
    assert [hit.title for hit in finder("senate")] == ["Senate council"]
    assert finder("nobody of this name") == []
    people.add(ctx.workspace, ContactDraft(given="Susen", family="Brown"))
    people.add(ctx.workspace, ContactDraft(given="Zoe", family="Senf"))
    assert [hit.title for hit in finder("sen")] == ["Senate council", "Zoe Senf", "Susen Brown"]
    tomorrow, last_year = (ctx.clock().replace(tzinfo=None, microsecond=0) + timedelta(days=days) for days in (1, -365))
    for title, start in (("Sentries, past", last_year), ("Sentries, next", tomorrow)):
        events.new(ctx.workspace, NewEvent("council", title, "Peers learn from peers.", start, start + timedelta(hours=4), "Europe/Lisbon"))
    assert [hit.title for hit in finder("sentries")] == ["Sentries, next", "Sentries, past"]
    programmes.create(ctx.workspace, "council", "Senate circle", "Peers help peers.")
    assert [(hit.title, hit.subtitle) for hit in finder("senate")][-1] == ("Senate circle", "Programme, 0 members")
    assert event_facts(ctx, "gone") is None
    desk.close()
    assert finder("senate") == []


def test_an_example_that_fails_lets_go_of_its_file(
    desk: WorkspaceDesk, ctx: Context, answers, qtbot, said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advoplanner import bootstrap
    from advoplanner.services import sample

    def full(workspace, progress) -> None:
        raise KnownProblem("files.full", "The disk is full.")

    monkeypatch.setattr(sample, "make", full)
    answers.answers = [tmp_path / "example.advo"]
    desk.make_example()
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    assert [message.code for message in banners(desk)] == ["files.full"]
    assert ctx.workspace is None
    bootstrap.open_workspace(tmp_path / "example.advo").close()


def test_opening_sorts_out_a_sending_that_was_cut_off(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path, monkeypatch) -> None:
    from advoplanner.services import interrupted

    sorted_out: list[Path] = []
    monkeypatch.setattr(interrupted, "note_interrupted", lambda workspace: sorted_out.append(workspace.path))
    answers.answers = [tmp_path / "b.advo"]
    desk.make_new()
    qtbot.waitUntil(lambda: bool(sorted_out), timeout=10_000)
    assert sorted_out == [(tmp_path / "b.advo").resolve()]
    desk.close()


def test_a_refused_file_leaves_the_open_workspace_where_it_is(desk: WorkspaceDesk, ctx: Context, qtbot, tmp_path: Path) -> None:
    from advoplanner import bootstrap

    bootstrap.create_workspace(tmp_path / "mine.advo").close()
    desk.open(tmp_path / "mine.advo")
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    (tmp_path / "other.advo").write_text("no workspace", encoding="utf-8")
    desk.open(tmp_path / "other.advo")
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    assert ctx.workspace.path.name == "mine.advo"
    assert desk.window.is_open
    desk.close()


def test_a_workspace_that_another_computer_has_open_asks_what_to_do(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    from advoplanner import bootstrap

    path = tmp_path / "shared.advo"
    bootstrap.create_workspace(path).close()
    path.with_name("shared.advo.holder").write_text('{"who": "ann@another-desk", "process": 12}', encoding="utf-8")
    answers.answers = [2]
    desk.open(path)
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    assert not ctx.workspace.read_only
    assert [question[0] for question in answers.asked] == ["choose"]
    desk.close()


def test_where_the_file_may_not_be_written_it_is_opened_to_read_and_a_copy_is_offered(
    desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    from advoplanner import bootstrap

    path = tmp_path / "usb.advo"
    bootstrap.create_workspace(path).close()
    access = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: access(p, mode) and (mode != os.W_OK or Path(p) != path))
    desk.open(path)
    qtbot.waitUntil(lambda: bool(banners(desk)), timeout=10_000)
    assert ctx.workspace.read_only
    assert "usb.advo" in banners(desk)[0].text
    answers.answers = [tmp_path / "mine.advo"]
    banners(desk)[0].action()
    desk.window.toasts.toasts()[-1].message.action()
    qtbot.waitUntil(lambda: ctx.workspace is not None and ctx.workspace.path.name == "mine.advo", timeout=10_000)
    assert not ctx.workspace.read_only
    desk.close()


def test_what_a_full_disk_kept_from_being_saved_is_not_called_saved(desk: WorkspaceDesk, ctx: Context, answers, qtbot, tmp_path: Path) -> None:
    from advoplanner.domain.people import ContactDraft
    from advoplanner.services import people

    answers.answers = [tmp_path / "b.advo"]
    desk.make_new()
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=10_000)
    with ctx.workspace.store._writing.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    assert ctx.act(people.add, ctx.workspace, ContactDraft(given="Ana", notes="x" * 20_000)) is None
    assert desk.window.bottom._saved.text() == "The last change is not saved"
    people.add(ctx.workspace, ContactDraft(given="Ana"))
    qtbot.waitUntil(lambda: desk.window.bottom._saved.text() == "All changes saved", timeout=10_000)
    desk.close()
