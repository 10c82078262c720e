"""Half-typed text beside the workspace: kept by place, forgotten when nothing is left, never in anybody's way."""

from __future__ import annotations

from advoplanner.bootstrap import create_workspace
from advoplanner.services import unfinished


def test_texts_are_kept_by_place_and_forgotten_when_nothing_is_left(tmp_path):
    ws = create_workspace(tmp_path / "w.advo")
    file = tmp_path / "w.advo.unfinished"
    unfinished.keep(ws, "door.1", {"search": "zoë", "name": ""})
    unfinished.keep(ws, "door.2", {"name": "“Bo”\n😀"})
    ws.close()
    assert unfinished.left(ws, "door.1") == {"search": "zoë"}
    assert unfinished.left(ws, "door.2") == {"name": "“Bo”\n😀"}
    assert unfinished.left(ws, "door.3") == {}
    unfinished.keep(ws, "door.1", {"search": ""})
    assert unfinished.left(ws, "door.1") == {}
    assert file.exists()
    unfinished.keep(ws, "door.2", {})
    assert not file.exists()


def test_a_file_that_says_nothing_is_passed_over_and_written_anew(tmp_path):
    ws = create_workspace(tmp_path / "w.advo")
    ws.close()
    for damaged in (b"", b"{", b"\xff\xfe", b"[1]", b'{"door.1": 4}'):
        (tmp_path / "w.advo.unfinished").write_bytes(damaged)
        assert unfinished.left(ws, "door.1") == {}
    unfinished.keep(ws, "door.1", {"search": "ana"})
    assert unfinished.left(ws, "door.1") == {"search": "ana"}


def test_where_no_file_can_be_written_typing_goes_on(tmp_path):
    ws = create_workspace(tmp_path / "w.advo")
    ws.close()
    (tmp_path / "w.advo.unfinished").mkdir()
    unfinished.keep(ws, "door.1", {"search": "ana"})
    assert unfinished.left(ws, "door.1") == {}
