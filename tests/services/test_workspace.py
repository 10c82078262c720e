"""Settings of the workspace: checked field by field, and undone like anything else."""

from __future__ import annotations

import pytest

from advoplanner.bootstrap import create_workspace
from advoplanner.core.errors import RuleBroken
from advoplanner.services import history, workspace


@pytest.fixture
def ws(tmp_path):
    opened = create_workspace(tmp_path / "w.advo", name="Advocates")
    yield opened
    opened.close()


def test_a_new_workspace_has_a_name_and_nothing_invented(ws):
    info = workspace.info(ws)
    assert (info.name, info.default_zone, info.paper, info.sender_email, info.product_names) == ("Advocates", "", "a4", "", ())


def test_settings_are_kept(ws):
    fields = {
        "name": "Board", "default_zone": "Europe/Berlin", "paper": "letter", "host_company": "Host & Co", "sender_name": "Jo  Host",
        "sender_email": " jo@host.example.com ", "sender_address": "Seestraße 1\n10115 Berlin", "product_names": ("Orbit", " Comet ", "ORBIT", ""),
    }  # fmt: skip
    workspace.edit(ws, **fields)
    info = workspace.info(ws)
    assert (info.name, info.default_zone, info.paper, info.host_company) == ("Board", "Europe/Berlin", "letter", "Host & Co")
    assert (info.sender_name, info.sender_email, info.sender_address) == ("Jo Host", "jo@host.example.com", "Seestraße 1\n10115 Berlin")
    assert info.product_names == ("Orbit", "Comet")
    history.undo(ws)
    assert workspace.info(ws).name == "Advocates"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host_company", "x" * 161),
        ("sender_address", "x" * 301),
        ("name", " "),
        ("default_zone", "Europe/Atlantis"),
        ("paper", "a5"),
        ("sender_email", "jo"),
        ("sender_email", "a@example.com, b@example.com"),
        ("sender_email", "jo@example.com\nBcc: all@example.com"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(ws, field, value):
    before = workspace.info(ws)
    with pytest.raises(RuleBroken) as raised:
        workspace.edit(ws, **{"host_company": "Changed", field: value})
    assert raised.value.field == field
    assert workspace.info(ws) == before


def test_settings_can_be_emptied(ws):
    workspace.edit(ws, default_zone="Europe/Berlin", sender_email="jo@example.com")
    workspace.edit(ws, default_zone="", sender_email="")
    info = workspace.info(ws)
    assert (info.default_zone, info.sender_email) == ("", "")


def test_an_unknown_setting_is_a_bug(ws):
    with pytest.raises(TypeError, match="colour"):
        workspace.edit(ws, colour="red")
