"""Other processes that read an open workspace leave it whole, also after the owner's locks were lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from advoplanner.bootstrap import create_workspace, open_workspace
from advoplanner.domain.people import ContactDraft
from advoplanner.services import people

READ = """
import sys
from pathlib import Path
from advoplanner.bootstrap import open_workspace
from advoplanner.services import people
workspace = open_workspace(Path(sys.argv[1]), read_only=True)
print(*sorted(row.name for row in people.rows(workspace)), sep=",")
workspace.close()
"""


def read_elsewhere(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("lost", [False, True], ids=["locks held", "locks lost"])
def test_who_reads_from_elsewhere_takes_nothing_away(tmp_path: Path, lost: bool) -> None:
    path = tmp_path / "board.advo"
    workspace = create_workspace(path)
    people.add(workspace, ContactDraft(display_name="Ada"))
    if lost:
        # What a file chooser does to show an icon: on Linux this lets go of every lock that the process has on the file.
        for suffix in ("", "-shm", "-wal"):
            path.with_name(path.name + suffix).read_bytes()
    assert read_elsewhere(path) == "Ada"
    people.add(workspace, ContactDraft(display_name="Bo"))
    assert read_elsewhere(path) == "Ada,Bo"
    assert {row.name for row in people.rows(workspace)} == {"Ada", "Bo"}
    workspace.close()
    assert not path.with_name("board.advo-wal").exists()
    again = open_workspace(path)
    assert {row.name for row in people.rows(again)} == {"Ada", "Bo"}
    again.close()


def test_reading_a_closed_workspace_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a board? 100 % #1.advo"
    workspace = create_workspace(path)
    people.add(workspace, ContactDraft(display_name="Ada"))
    workspace.close()
    assert read_elsewhere(path) == "Ada"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
