"""The packs page by hand and by key: tiles, previews made in a thread, readers and paper, stock, export, print."""

from __future__ import annotations

from datetime import datetime

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem, RuleBroken
from advoplanner.domain.event_details import NewEvent
from advoplanner.domain.people import ContactDraft
from advoplanner.exports.documents import DOCUMENTS
from advoplanner.exports.page_marks import PDFIUM
from advoplanner.services import agenda, auto_seat, checks, consents, events, guests, history, motives, people, printing, tables
from ui.kit.a11y import nameless
from ui.pages.packs import paper_printer
from ui.pages.packs.page import AUDIENCES, PacksPage
from ui.pages.packs.rendering import page_image, page_sizes, pages_meant

START = datetime(2031, 3, 10, 18, 0)
LONG = "Hubertus Wolfeschlegelsteinhausenbergerdorff"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A workspace with a seated event and an empty one."""
    ws = create_workspace(tmp_path_factory.mktemp("packs") / "w.advo")
    ids = [
        people.add(ws, ContactDraft(given=n.split()[0], family=n.split()[1], side="customer")).created("person")[0]
        for n in ("Ana Ferreira", "Bo Lind", LONG)
    ]
    motives.add_restriction(ws, person_id=ids[1], kind="no_name_in_print")
    made = {}
    for title in ("Board", "Empty"):
        new = NewEvent("cab", title, "So that members gain", START, START.replace(hour=22), "Europe/Berlin", template=False)
        made[title] = events.new(ws, new).created("event")[0]
    guests.add(ws, made["Board"], ids)
    guests.set_reply(ws, [g.id for g in guests.rows(ws, made["Board"])], "accepted")
    agenda.add(ws, made["Board"], type="welcome", title="Opening words", start=START)
    tables.make_layout(ws, made["Board"], "round", [(1, 6)])
    auto_seat.seat_all(ws, made["Board"], iterations=200)
    checks.open_gate(ws, made.values(), "print", "Nothing is printed for guests here.")
    yield ws, made
    ws.close()


@pytest.fixture
def page(qtbot, ctx, world):
    ctx.workspace = world[0]
    made = PacksPage(ctx)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show_event(world[1]["Board"])
    made.show()
    qtbot.waitUntil(lambda: made.pane.preview is not None and made.pane.view._image is not None, timeout=20000)
    return made


def shown(qtbot, page, key):
    """Choose a document and wait for its preview."""
    page.select(key)
    qtbot.waitUntil(lambda: page.pane.preview is not None and page.pane.preview.document == key, timeout=20000)
    return page.pane.preview


def all_made(qtbot, page):
    qtbot.waitUntil(lambda: all(page.shelf.made(k) for k in DOCUMENTS if page.shelf.order.may_read(k)), timeout=30000)


def first_page(pdf, password: str | None = None) -> str:
    """Its words; no other thread may be in PDFium meanwhile, and the page draws its previews there."""
    with PDFIUM, pypdfium2.PdfDocument(pdf, password=password) as book:
        return book[0].get_textpage().get_text_range()


def test_there_is_a_tile_for_every_document_and_the_first_is_shown(page):
    assert list(page.tiles.tiles) == list(DOCUMENTS)
    assert page.tiles.current() == "agenda"
    assert page.pane.title.text() == "Agenda"
    assert page.pane.reader.text() == "For members"
    assert page.pane._where.text() == "1 of 1"


def test_tiles_learn_their_pages_and_what_is_left_out(qtbot, page):
    all_made(qtbot, page)
    assert page.tiles.tiles["agenda"].facts() == "Members · 1 page · 1 left out"
    assert page.tiles.tiles["runofshow"].facts() == "Host team · 1 page"
    assert "to check" in page.tiles.tiles["badges"].facts()


def test_what_to_check_and_what_is_left_out_are_listed(qtbot, page):
    preview = shown(qtbot, page, "badges")
    assert any("Wolfeschlegelsteinhausenbergerdorff" in problem for problem in preview.problems)
    assert preview.hidden == ("Bo Lind is left out: no name in print.",)
    assert page.pane.parts.buttons[1].text() == f"Check these ({len(preview.problems)})"
    assert page.pane.parts.buttons[2].text() == "Left out, and why (1)"


def test_other_readers_get_other_documents(qtbot, page):
    page.select("briefing")
    page._audience.setCurrentIndex(4)
    page._audience.activated.emit(4)
    assert not page.tiles.tiles["briefing"].isEnabled()
    assert page.tiles.tiles["briefing"].facts() == "For the host team only"
    assert page.tiles.current() == "agenda"
    preview = shown(qtbot, page, "guests")
    assert preview.audience == "public"
    assert "Ferreira" not in first_page(preview.pdf)


def test_paper_and_stock_go_together(qtbot, page):
    page._paper.setCurrentIndex(1)
    page._paper.activated.emit(1)
    preview = shown(qtbot, page, "badges")
    assert round(page_sizes(preview.pdf)[0][0]) == 612
    assert page.stock.form["stock"].value() == "5395"
    assert page.pane.parts.buttons[3].isVisible()
    page.select("agenda")
    assert not page.pane.parts.buttons[3].isVisible()


def test_stock_options_make_the_badges_again(qtbot, page):
    before = shown(qtbot, page, "badges").mark
    field = page.stock.form["right"]
    field.line.setText("1,5 mm")
    field._touch()
    field._leave()
    qtbot.waitUntil(lambda: page.pane.preview.mark != before, timeout=20000)
    assert page.shelf.order.options["badges"] == {"shift": (1.5, 0.0)}


@pytest.mark.parametrize(
    ("name", "text", "says"), [("right", "far", "not a distance"), ("down", "99", "not a distance"), ("start", "11", "has 10 labels")]
)
def test_stock_that_cannot_be_is_refused_at_its_field(qtbot, page, name, text, says):
    shown(qtbot, page, "badges")
    field = page.stock.form[name]
    field.line.setText(text)
    field._touch()
    field._leave()
    page.pane.show_part(3)
    assert says in page.stock.form.error(name)
    assert field.line.text() == text


def test_a_change_draws_the_pages_again(qtbot, page, world):
    before = shown(qtbot, page, "agenda").mark
    changes = agenda.add(world[0], world[1]["Board"], type="break", title="Coffee", start=START.replace(hour=20))
    page.ctx.changes.emit(changes)
    qtbot.waitUntil(lambda: page.pane.preview.mark != before, timeout=20000)
    assert "2 sessions" in page.subtitle.text()
    agenda.remove(world[0], changes.created("session"))


def test_leafing_stops_at_both_ends(qtbot, page):
    pages = shown(qtbot, page, "briefing").pages
    assert pages > 3
    qtbot.keyClick(page.pane.view, Qt.Key.Key_PageUp)
    assert page.pane._where.text() == f"1 of {pages}"
    qtbot.keyClick(page.pane.view, Qt.Key.Key_PageDown)
    assert page.pane._where.text() == f"2 of {pages}"
    qtbot.keyClick(page.pane.view, Qt.Key.Key_End)
    assert page.pane._where.text() == f"{pages} of {pages}"
    assert not page.pane._on.isEnabled()


def test_a_range_of_pages_is_looked_at_alone_and_a_wrong_one_says_why(qtbot, page):
    pages = shown(qtbot, page, "briefing").pages
    page.pane.range.setText("2-3")
    page.pane.range.editingFinished.emit()
    assert page.pane.pages == (1, 2)
    assert page.pane._where.text() == f"2 of {pages}"
    page.pane.range.setText("99")
    page.pane.range.editingFinished.emit()
    assert "outside pages" in page.pane._wrong.text()
    assert page.pane.range.text() == "99"
    assert page.pane.pages == tuple(range(pages))


def test_zoom_goes_through_the_sizes_and_stays_sharp(qtbot, page):
    shown(qtbot, page, "agenda")
    page.pane.step_zoom(1)
    first = page.pane.view.share()
    page.pane.step_zoom(1)
    assert page.pane.view.share() > first
    width = round(page_sizes(page.pane.preview.pdf)[0][0] * page.pane.view.share() * 96 / 72 * page.pane.view.devicePixelRatioF())
    qtbot.waitUntil(lambda: abs(page.pane.view._image.width() - width) <= 1, timeout=10000)


def test_arrow_keys_go_through_the_tiles(qtbot, page):
    page.tiles.tiles["agenda"].setFocus()
    qtbot.keyClick(page.tiles, Qt.Key.Key_Down)
    assert page.tiles.current() == "onepage"
    qtbot.keyClick(page.tiles, Qt.Key.Key_Up)
    assert page.tiles.current() == "agenda"


def test_all_documents_are_exported_and_a_later_change_is_told(qtbot, page, world, answers, said, tmp_path):
    all_made(qtbot, page)
    answers.answers = [tmp_path]
    page.export_all()
    qtbot.waitUntil(lambda: bool(said), timeout=60000)
    written = {path.name for path in tmp_path.iterdir()}
    # Nobody agreed to be on the contact sheet, so that there are no vCards.
    assert sorted(written) == sorted(name for name in printing.file_names(world[0], world[1]["Board"]) if not name.endswith(".vcf"))
    assert f"{len(written)} files written to “{tmp_path.name}”." in said[-1].text
    assert (said[-1].button, "to look at" in said[-1].hint) == ("Open folder", True)
    assert "changed" not in page.tiles.tiles["agenda"].facts()
    changes = agenda.add(world[0], world[1]["Board"], type="break", title="Tea", start=START.replace(hour=21))
    page.ctx.changes.emit(changes)
    qtbot.waitUntil(lambda: "changed since the last export" in page.tiles.tiles["agenda"].facts(), timeout=20000)
    agenda.remove(world[0], changes.created("session"))


def test_the_guest_list_is_exported_as_it_is_to_be_imported_elsewhere(qtbot, page, answers, said, tmp_path):
    answers.answers = [tmp_path]
    next(spec for spec in page.commands() if spec.id == "packs.export_raw").run(page)
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Board - Guest list (raw).csv", "Board - Guest list.pdf", "Board - Guest list.xlsx"]
    answers.answers = [tmp_path, False]
    page.exporter.export_raw(page.shelf.order)
    assert "3 files of the same name" in answers.asked[-1][2]


def test_only_the_cards_that_changed_are_shown_and_then_all_again(qtbot, page, world, answers, said, tmp_path):
    ws, ids = world[0], world[1]
    shown(qtbot, page, "badges")
    answers.answers = [tmp_path]
    page.export_this()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert not page.pane.only.isVisibleTo(page)
    person = guests.rows(ws, ids["Board"])[0].person_id
    page.ctx.changes.emit(people.edit(ws, person, organisation="Another Works"))
    qtbot.waitUntil(lambda: page.pane.only.text() == "Only what changed (1)", timeout=20000)
    assert "1 card changed since the last export" in page.tiles.tiles["badges"].facts()
    page.pane.only.click()
    qtbot.waitUntil(lambda: page.pane.only.text() == "All again", timeout=20000)
    assert len(page.shelf.order.options["badges"]["guests"]) == 1
    page.pane.only.click()
    qtbot.waitUntil(lambda: page.pane.only.text() == "Only what changed (1)", timeout=20000)
    history.undo(ws)


def test_only_the_pages_that_changed_are_looked_at(qtbot, page, world, answers, said, tmp_path):
    ws, ids = world[0], world[1]
    shown(qtbot, page, "briefing")
    answers.answers = [tmp_path]
    page.export_this()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    person = next(g.person_id for g in guests.rows(ws, ids["Board"]) if g.side != "host")
    page.ctx.changes.emit(people.edit(ws, person, background="Rows at dawn"))
    qtbot.waitUntil(lambda: page.pane.only.text() == "Only what changed (1)", timeout=20000)
    page.pane.only.click()
    assert len(page.pane.pages) == 1
    page.pane.only.click()
    assert len(page.pane.pages) == page.pane.preview.pages
    history.undo(ws)


def test_marks_of_changes_go_with_the_next_export(qtbot, page, world, answers, said, tmp_path):
    ws, ids = world[0], world[1]
    shown(qtbot, page, "guests")
    answers.answers = [tmp_path / "first", tmp_path / "second"]
    page.export_this()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    person = guests.rows(ws, ids["Board"])[0].person_id
    page.ctx.changes.emit(people.edit(ws, person, organisation="Another Works"))
    qtbot.waitUntil(lambda: page.pane.preview is not None and page.pane.preview.marked, timeout=20000)
    page.export_this()
    qtbot.waitUntil(lambda: page.pane.preview is not None and not page.pane.preview.marked, timeout=20000)
    assert "changed" not in page.tiles.tiles["guests"].facts()
    assert not page.pane.only.isVisibleTo(page)
    history.undo(ws)


def test_what_is_left_out_can_be_shown_for_a_reason_and_left_out_again(qtbot, page, world, answers):
    ws, ids = world[0], world[1]
    page._audience.setCurrentIndex([key for key, _ in AUDIENCES].index("public"))
    page._place_order()
    shown(qtbot, page, "flyer")
    item = page.pane.preview.left_out[0]
    answers.answers = ["Agreed by phone"]
    page.pane.hidden.show_all_the_same(item)
    (leave,) = consents.standing_leaves(ws, ids["Board"])
    assert (leave.person, leave.reason, leave.audience) == (item.of, "Agreed by phone", "public")
    page.refresh(None)
    qtbot.waitUntil(lambda: page.pane.preview is not None and item not in page.pane.preview.left_out, timeout=20000)
    assert any("all the same: Agreed by phone" in line for line in page.pane.preview.hidden)
    page.pane.hidden.leave_out_again(leave.id)
    assert consents.standing_leaves(ws, ids["Board"]) == []
    page._audience.setCurrentIndex(0)
    page._place_order()


def test_a_file_that_cannot_be_replaced_is_written_under_another_name_where_wished(qtbot, page, answers, said, tmp_path):
    shown(qtbot, page, "guests")
    (tmp_path / "Board - Guest list.xlsx").mkdir()
    answers.answers = [tmp_path, True, True]
    page.export_this()
    qtbot.waitUntil(lambda: (tmp_path / "Board - Guest list (2).xlsx").exists(), timeout=20000)
    assert "could not be replaced" in str(answers.asked[-1])


def test_nothing_is_replaced_without_asking(qtbot, page, answers, said, tmp_path):
    shown(qtbot, page, "flyer")
    there = tmp_path / "Board - Flyer.pdf"
    there.write_text("mine")
    answers.answers = [tmp_path, False]
    page.export_this()
    assert answers.asked[-1][-1] == "Replace 1 file"
    assert there.read_text() == "mine"
    answers.answers = [tmp_path, True]
    page.export_this()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert there.read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_is_a_problem_in_words(qtbot, page, answers, said, tmp_path):
    shown(qtbot, page, "flyer")
    blocked = tmp_path / "file"
    blocked.write_text("")
    answers.answers = [blocked]
    page.export_this()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    assert said[-1].level == "error"
    assert said[-1].sticky


def test_export_asks_for_a_folder_and_takes_no_for_an_answer(page, answers):
    page.export_all()
    assert answers.asked == [("choose_folder", "Folder for the documents")]
    assert not page.ctx.jobs.running or all("Exporting" not in job.title for job in page.ctx.jobs.running)


def test_what_stands_against_printing_is_asked_about_first(page, answers):
    (waiver,) = [w for w in checks.waivers(page.ctx.workspace, page.event_id) if w.code == "pitch.vendor_share"]
    checks.take_back(page.ctx.workspace, waiver.id)
    page.export_all()
    assert [asked[0] for asked in answers.asked] == ["ask_text"]
    answers.answers = ["Agreed with the sponsor.", None]
    page.export_all()
    assert [asked[0] for asked in answers.asked[1:]] == ["ask_text", "choose_folder"]
    assert checks.gate(page.ctx.workspace, page.event_id, "print").open


def test_chosen_pages_are_printed_at_their_own_size(qtbot, page, said, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    preview = shown(qtbot, page, "tables")
    page.pane.range.setText("1-2")
    page.pane.range.editingFinished.emit()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.choose_printer = lambda over, title: printer
    page.pane.range.setText("1-x")
    page.print_this()
    assert said.pop().text.startswith("“1-x” is not a page"), "nothing goes to paper that nobody chose"
    page.pane.range.setText("1-2")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert paper_printer.pages_for(printer, (0, 1)) == (1,), "a range in the system's dialog counts as well"
    printer.setFromTo(7, 9)
    page.print_this()
    assert said.pop().text.startswith("None of the pages chosen here")
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    page.print_this()
    qtbot.waitUntil(lambda: bool(said), timeout=30000)
    assert said[-1].text == "2 pages sent to the printer."
    sizes = [tuple(round(side) for side in size) for size in page_sizes((tmp_path / "printed.pdf").read_bytes())]
    wanted = [tuple(round(side) for side in size) for size in page_sizes(preview.pdf)[:2]]
    assert all(abs(a - b) <= 1 for printed, meant in zip(sizes, wanted, strict=True) for a, b in zip(printed, meant, strict=True))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_told(qtbot, page, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    from advoplanner.core.progress import QUIET

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder.pdf"))
    with pytest.raises(KnownProblem, match="did not start"):
        paper_printer.print_pages(printer, page.pane.preview.pdf, (0,), QUIET)


def test_an_empty_event_still_shows_its_tiles_and_says_what_is_missing(qtbot, page, world):
    page.show_event(world[1]["Empty"])
    qtbot.waitUntil(lambda: page.shelf.order.event_id == world[1]["Empty"] and page.shelf.made("agenda") is not None, timeout=20000)
    assert "no guests and no sessions" in page._missing.text()
    assert page._go_guests.isVisible()
    assert page.tiles.tiles["agenda"].facts() == "Members · 1 page · no sessions yet"
    assert page.tiles.tiles["tables"].facts().endswith("nobody seated yet")


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []


def test_commands_say_why_not_before_a_document_is_there(page):
    commands = {spec.id: spec for spec in page.commands()}
    assert commands["packs.print"].reason(page) == ""
    page.pane.say("Nothing here.")
    assert commands["packs.print"].reason(page) == "Choose a document first."
    assert commands["packs.export_all"].reason(page) == ""


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", (0, 1, 2, 3, 4)), ("2", (1,)), ("2-3", (1, 2)), ("4-", (3, 4)), ("-2", (0, 1)), ("5, 1–2;1", (0, 1, 4)), (" , ", (0, 1, 2, 3, 4))],
)
def test_pages_are_meant_as_people_write_them(text, pages):
    assert pages_meant(text, 5) == pages


@pytest.mark.parametrize("text", ["0", "6", "3-2", "x", "1-x", "2-3-4", "²"])
def test_pages_that_are_not_there_are_refused(text):
    with pytest.raises(RuleBroken):
        pages_meant(text, 5)


def test_a_page_is_drawn_at_the_scale_that_is_asked_for(page):
    pdf = page.pane.preview.pdf
    small, large = page_image(pdf, 0, 1.0), page_image(pdf, 0, 2.0)
    assert abs(large.width() - 2 * small.width()) <= 1
    assert not small.isNull()


def measured(page, **measures):
    page.stock._save("stock", "custom")
    for name, text in measures.items():
        field = page.stock.own[name]
        field.line.setText(text)
        field._touch()
        field._leave()


def test_custom_stock_begins_with_the_usual_one_and_is_printed_as_measured(qtbot, page):
    before = shown(qtbot, page, "badges").mark
    page.pane.show_part(3)
    measured(page, left="12,5 mm")
    stock = page.shelf.order.options["badges"]["stock"]
    assert (stock.key, stock.wide, stock.left, stock.step_x) == ("custom", 80, 12.5, 95)
    assert page.stock.own.isVisible()
    qtbot.waitUntil(lambda: page.pane.preview.mark != before, timeout=20000)


@pytest.mark.parametrize(("name", "text", "at", "says"), [("left", "far", "left", "not a length"), ("wide", "110", "step_x", "would overlap")])
def test_custom_stock_that_cannot_be_says_where(qtbot, page, name, text, at, says):
    shown(qtbot, page, "badges")
    page.pane.show_part(3)
    measured(page, **{name: text})
    assert says in page.stock.own.error(at)
    assert page.stock.own[name].line.text() == text
    assert page.shelf.order.options["badges"]["stock"].wide == 80


def test_a_test_sheet_is_printed_for_the_chosen_stock(qtbot, page, tmp_path, said):
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "test.pdf"))
    page.choose_printer = lambda over, title: printer
    shown(qtbot, page, "badges")
    page.print_test_sheet()
    qtbot.waitUntil(lambda: bool(said), timeout=30000)
    assert said[-1].text == "1 page sent to the printer."
    assert len(page_sizes((tmp_path / "test.pdf").read_bytes())) == 1


def test_a_document_is_exported_under_a_password(qtbot, page, said, answers, tmp_path):
    shown(qtbot, page, "agenda")
    answers.answers = ["vier Wörter sind leicht", tmp_path]
    before = page.exporter.last(page.shelf.order, "agenda")
    page.export_locked()
    qtbot.waitUntil(lambda: bool(said), timeout=20000)
    (written,) = tmp_path.iterdir()
    assert first_page(written, "vier Wörter sind leicht")
    with pytest.raises(pypdfium2.PdfiumError):
        first_page(written)
    assert page.exporter.last(page.shelf.order, "agenda") == before


def test_a_password_that_will_not_do_is_told_and_nothing_is_written(qtbot, page, answers, tmp_path):
    shown(qtbot, page, "agenda")
    answers.answers = ["short", tmp_path]
    page.export_locked()
    assert [asked[0] for asked in answers.asked] == ["ask_text"]
    assert list(tmp_path.iterdir()) == []


def test_after_a_change_the_page_that_is_looked_at_comes_first(qtbot, page, world):
    shown(qtbot, page, "agenda")
    seen = []
    page.shelf.glimpsed.connect(lambda key, pdf, number: seen.append((key, number, pdf, page.pane.preview.mark)))
    before = page.pane.preview.mark
    changes = agenda.add(world[0], world[1]["Board"], type="break", title="Fresh air", start=START.replace(hour=21))
    page.ctx.changes.emit(changes)
    qtbot.waitUntil(lambda: page.pane.preview.mark != before, timeout=20000)
    agenda.remove(world[0], changes.created("session"))
    key, number, pdf, mark = seen[0]
    assert (key, number, mark) == ("agenda", 1, before), "the page came after the document"
    assert "Fresh air" in first_page(pdf)
    assert page.pane.looked_at("agenda") == 1
    assert page.pane.looked_at("badges") == 0


def test_a_glimpse_of_another_page_is_not_shown(qtbot, page):
    preview = shown(qtbot, page, "tables")
    page.pane.show_glimpse("tables", preview.pdf, 2)
    page.pane.show_glimpse("agenda", preview.pdf, 1)
    assert page.pane._glimpse is None
    page.pane.show_glimpse("tables", preview.pdf, 1)
    assert page.pane._glimpse == (preview.pdf, 1)
    page.pane.show_preview(preview)
    assert page.pane._glimpse is None


def test_a_pack_for_one_reader_is_asked_for_and_written(qtbot, ctx, page, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(ctx.dialogs, "choose", lambda title, label, options, verb="": asked.append(options) or 0, raising=False)
    monkeypatch.setattr(ctx.dialogs, "choose_folder", lambda *_: tmp_path, raising=False)
    page.exporter.export_for_reader(page.shelf.order)
    qtbot.waitUntil(lambda: any(tmp_path.iterdir()), timeout=20000)
    assert [f.name for f in tmp_path.iterdir()] == ["Board - Briefing pack for Ana Ferreira.pdf"]
    assert asked[0][0] == "Ana Ferreira, member"
