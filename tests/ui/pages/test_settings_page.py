"""The settings page: fields save themselves, what cannot be stays in its field, the look switches at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from advoplanner.bootstrap import create_workspace
from advoplanner.services import history, workspace
from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.buttons import Button
from ui.kit.labels import PlainText
from ui.pages.settings.licences import BUNDLED, LIBRARIES, library_lines, licence_text
from ui.pages.settings.page import SettingsPage


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    ws = create_workspace(tmp_path_factory.mktemp("settings") / "w.advo", name="Advocates")
    yield ws
    ws.close()


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.addAction(QAction("&Find anything…", made, shortcut="Ctrl+K"))
    made.addAction(QAction("About", made))
    return made


@pytest.fixture
def page(window, ctx, opened):
    ctx.workspace = opened
    made = SettingsPage(ctx)
    window.setCentralWidget(made)
    window.resize(1024, 700)
    window.show()
    return made


def typed(field, text):
    field.line.setText(text)
    field._touch()
    field._leave()


def words(page):
    return [label.text() for label in page.findChildren(PlainText)]


def test_what_is_stored_is_shown(page):
    assert (page.form["name"].value(), page.form["paper"].value(), page.form["product_names"].value()) == ("Advocates", "a4", ())


@pytest.mark.parametrize(
    ("name", "text", "stored"),
    [("host_company", "Host & Co", "Host & Co"), ("sender_name", "Jo", "Jo"), ("sender_email", "jo@host.example.com", "jo@host.example.com"),
     ("product_names", "Orbit, Comet, orbit", ("Orbit", "Comet"))],
)  # fmt: skip
def test_a_field_saves_itself(page, opened, name, text, stored):
    typed(page.form[name], text)
    assert getattr(workspace.info(opened), name) == stored
    assert page.form.error(name) == ""


def test_paper_zone_and_address_are_saved(page, opened):
    page.form["paper"].combo.setCurrentIndex(1)
    page.form["paper"].combo.activated.emit(1)
    page.form["default_zone"].line.setText("Lisbon")
    page.form["default_zone"]._touch()
    page.form["sender_address"].area.setPlainText("Seestraße 1\n10115 Berlin")
    page.form.flush()
    info = workspace.info(opened)
    assert (info.paper, info.default_zone, info.sender_address) == ("letter", "Europe/Lisbon", "Seestraße 1\n10115 Berlin")


@pytest.mark.parametrize(("name", "text"), [("sender_email", "nobody"), ("name", "")])
def test_what_cannot_be_stays_in_its_field_with_the_reason(page, opened, name, text):
    before = workspace.info(opened)
    typed(page.form[name], text)
    assert page.form.error(name)
    assert page.form[name].line.text() == text
    assert workspace.info(opened) == before
    page.refresh(None)
    assert page.form[name].line.text() == text


def test_a_zone_that_is_none_is_refused(page, opened):
    before = workspace.info(opened).default_zone
    page.form["default_zone"].line.setText("Atlantis")
    page.form["default_zone"]._touch()
    page.form.flush()
    assert page.form.error("default_zone")
    assert workspace.info(opened).default_zone == before


def test_a_setting_is_undone_like_anything_else(page, opened):
    before = workspace.info(opened).sender_name
    typed(page.form["sender_name"], "Somebody else")
    history.undo(opened)
    page.refresh(None)
    assert page.form["sender_name"].value() == before


@pytest.mark.parametrize("appearance", ["dark", "contrast", "light"])
def test_the_look_switches_at_once(page, appearance):
    combo = page.look["appearance"].combo
    place = ["system", "light", "dark", "contrast"].index(appearance)
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    assert theme.tokens().name == appearance
    assert page.ctx.settings.current.appearance == appearance


def test_a_switch_in_the_menu_shows_here_too(page):
    page.ctx.settings.change(appearance="dark")
    theme.THEME.apply("dark")
    assert page.look["appearance"].value() == "dark"


def test_this_computers_choices_are_kept(page):
    page.look["reopen_last"].box.click()
    assert page.ctx.settings.current.reopen_last is False
    page.look["reduced_motion"].box.click()
    assert page.ctx.settings.current.reduced_motion is True


def test_folders_and_keys_are_shown(page, opened):
    shown = words(page)
    assert "Ctrl+K" in shown
    assert "Find anything…" in shown
    assert "About" in shown
    names = [button.accessibleName() for button in page.findChildren(Button)]
    assert "Open the folder of log" in names
    assert "Open the folder of settings" in names


def test_every_bundled_licence_opens_in_full(page):
    for name, licence, place in BUNDLED:
        page.show_licence(name, place)
        assert page.drawer.title.whole() == name
        text = licence_text(place)
        assert ("SIL OPEN FONT LICENSE" in text) is ("Open Font" in licence)
        assert len(text) > 300


def test_libraries_stand_with_their_versions():
    lines = dict(library_lines())
    assert len(lines) == len(LIBRARIES)
    assert all(any(c.isdigit() for c in name) for name in lines)


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []
