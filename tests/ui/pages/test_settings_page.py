"""The settings page: fields save themselves, what cannot be stays in its field, the look switches at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import KnownProblem
from advoplanner.mail.secrets import Secrets
from advoplanner.services import accounts, history, workspace
from ui.kit import theme
from ui.kit.a11y import nameless
from ui.kit.buttons import Button
from ui.kit.chip import Chip
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


# Mail accounts


@pytest.fixture
def kept(opened):
    """Secrets in memory only, and no account left from another test."""
    opened.secrets = Secrets(look=False)
    yield opened.secrets
    for row in accounts.rows(opened):
        accounts.remove(opened, row.id)


@pytest.fixture
def account(page, answers, kept):
    answers.answers = ["jo@host.example.com"]
    page.accounts.add.click()
    return page.account


def test_an_account_is_added_by_its_address_and_begins_turned_off(page, account, opened, said):
    (row,) = accounts.rows(opened)
    assert (row.address, row.sends, row.reads) == ("jo@host.example.com", False, False)
    assert account.form["smtp_host"].value() == "smtp.host.example.com"
    assert page.drawer.title.whole() == "jo@host.example.com"
    page.refresh(None)
    assert [chip.word for chip in page.accounts.findChildren(Chip)] == ["Off"]
    assert nameless(page) == []


def test_an_address_that_is_none_is_refused_in_words_and_stays_to_be_changed(page, answers, opened, kept):
    answers.answers = ["nobody", None]
    page.accounts.add.click()
    assert accounts.rows(opened) == []
    assert "nobody" in answers.asked[1][2]
    assert answers.offered == ["", "nobody"]


def test_what_is_not_safe_stays_in_its_field_with_the_reason(account, opened):
    combo = account.form["smtp_security"].combo
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    assert "could read along" in account.form.error("smtp_security")
    assert accounts.rows(opened)[0].smtp_security == "starttls"


def test_fields_of_the_browser_show_only_where_one_signs_in_there(account, opened):
    shown = lambda name: not account.form[name].widget.parentWidget().isHidden()  # noqa: E731
    assert (shown("client_id"), shown("tenant")) == (False, False)
    accounts.edit(opened, account.account_id, sign_in="microsoft")
    account.show_account()
    assert (shown("client_id"), shown("tenant")) == (True, True)
    accounts.edit(opened, account.account_id, sign_in="google")
    account.show_account()
    assert (shown("client_id"), shown("tenant")) == (True, False)


def test_turning_on_saves_itself_and_shows_in_the_list(page, account, opened, qtbot):
    account.form["sends"].box.click()
    assert accounts.rows(opened)[0].sends
    page.refresh(None)
    assert "Sends" in [chip.word for chip in page.accounts.findChildren(Chip) if not chip.isHidden()]


def test_the_password_is_asked_unseen_and_can_be_forgotten(account, answers, opened, kept, qtbot):
    answers.answers = ["hunter2"]
    account.secret.click()
    qtbot.waitUntil(lambda: "until AdvoPlanner is closed" in account.result.text())
    assert answers.asked[-1][0] == "ask_secret"
    assert not accounts.lacks_secret(opened, accounts.rows(opened)[0])
    qtbot.waitUntil(lambda: not account.forget.isHidden())
    assert account.secret.text() == "Another password…"
    account.forget.click()
    qtbot.waitUntil(lambda: account.result.text() == "Forgotten.")
    assert accounts.lacks_secret(opened, accounts.rows(opened)[0])


def test_a_trial_asks_for_the_password_and_says_what_works_or_why_not(account, answers, qtbot, monkeypatch):
    found: list[str] = []

    def try_out(ws, account_id, progress):
        if not found:
            found.append("tried")
            raise KnownProblem("mail.certificate", "The certificate cannot be trusted.", "Do not go on.")
        return ["Sending works.", "Reading works."]

    monkeypatch.setattr(accounts, "try_out", try_out)
    answers.answers = ["hunter2"]
    account.trial.click()
    qtbot.waitUntil(lambda: account.result.text() == "The certificate cannot be trusted. Do not go on.")
    account.trial.click()
    qtbot.waitUntil(lambda: account.result.text() == "Sending works.\nReading works.")
    assert [question[0] for question in answers.asked].count("ask_secret") == 1


def test_signing_in_in_the_browser_says_what_came_of_it(account, answers, opened, qtbot, monkeypatch):
    accounts.edit(opened, account.account_id, sign_in="google", client_id="1-x")
    account.show_account()
    monkeypatch.setattr(accounts, "sign_in", lambda ws, account_id, secret, progress: secret == "shh")
    answers.answers = ["shh"]
    account.secret.click()
    qtbot.waitUntil(lambda: account.result.text() == "Signed in; it is kept in the system's keyring.")


def test_removing_closes_the_drawer_and_undo_brings_it_back(page, account, opened):
    account.remove.click()
    page.refresh(None)
    assert page.drawer.isHidden()
    assert accounts.rows(opened) == []
    history.undo(opened)
    assert [row.address for row in accounts.rows(opened)] == ["jo@host.example.com"]
