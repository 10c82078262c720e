"""What is wrong in one field or photo is told with the person and the field; everything else is printed, and no half a file stays."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import made_up
import pypdf
import pypdfium2
import pytest
from PIL import Image

from advoplanner.domain.documents import Pack
from advoplanner.exports.documents import DOCUMENTS, write_document

CODE = "<font color=\"[[[getattr(pow, '__globals__')['os'].system('touch /tmp/x') for x in [1]]]]\">x</font>"
LINK = '<a href="javascript:alert(1)">go</a> <a href="file:///etc/passwd">there</a> <img src="http://x.example/y.png"/>'


def for_readers(pack: Pack, key: str) -> Pack:
    return replace(pack, audience=DOCUMENTS[key].audience)


def words_of(path: Path) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split())


def _cut_off() -> bytes:
    out = BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()[:40]


PHOTOS = {
    "empty": b"", "text": b"not a photo", "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0", "cut off": _cut_off(),
}  # fmt: skip


@pytest.mark.parametrize("kind", PHOTOS)
@pytest.mark.parametrize("key", ["briefing", "facesheet", "hosts"])
def test_a_photo_that_is_none_becomes_initials_and_is_told(kind: str, key: str, tmp_path: Path) -> None:
    pack = made_up.pack(4)
    guest = replace(pack.guests[0], name="Ana Ferreira", photo=PHOTOS[kind])
    (written,) = write_document(key, for_readers(replace(pack, guests=(guest, *pack.guests[1:])), key), tmp_path)
    assert "Ana Ferreira: the photo cannot be read; initials are printed instead." in written.problems
    assert pack.guests[1].name in words_of(written.path) or key == "hosts"
    assert [path.name for path in tmp_path.iterdir()] == [written.path.name]


@pytest.mark.parametrize("key", DOCUMENTS)
def test_an_event_without_guests_sessions_and_seats_gets_a_page_that_says_so(key: str, tmp_path: Path) -> None:
    pack = for_readers(replace(made_up.pack(0), sessions=(), plan=None, guests=(), slots=(), questions=(), talks=()), key)
    written = write_document(key, pack, tmp_path)[0]
    assert written.pages >= 1
    assert len(words_of(written.path)) > 40


@pytest.mark.parametrize("text", [CODE, LINK], ids=["code", "link"])
@pytest.mark.parametrize("key", DOCUMENTS)
def test_markup_is_printed_as_it_stands_and_leads_nowhere(key: str, text: str, tmp_path: Path) -> None:
    pack = made_up.pack(2)
    guest = replace(pack.guests[0], name=text, given=text, family="", organisation=text, background=text, job_title=text)
    sessions = (replace(pack.sessions[0], title=text, people=text, private_notes=text),)
    event = replace(pack.event, title=text, purpose=text, logistics=text)
    written = write_document(key, for_readers(replace(pack, event=event, guests=(guest, *pack.guests[1:]), sessions=sessions), key), tmp_path)[0]
    book = pypdf.PdfReader(written.path)
    areas = [area.get_object() for page in book.pages for area in page.get("/Annots", [])]
    assert all("/A" not in area or area["/A"].get("/S") == "/GoTo" for area in areas)
    assert text[:8].casefold() in words_of(written.path).replace("\ufffe", "").casefold()
    catalog = book.trailer["/Root"]
    assert "/OpenAction" not in catalog
    assert "/JavaScript" not in catalog.get("/Names", {})


def test_a_link_of_the_file_system_in_the_way_is_replaced_and_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    path = write_document("agenda", for_readers(made_up.pack(1), "agenda"), tmp_path / "out")[0].path
    path.unlink()
    try:
        path.symlink_to(kept)
    except OSError:
        pytest.skip("2026-11-29: this system makes no links")
    write_document("agenda", for_readers(made_up.pack(1), "agenda"), tmp_path / "out")
    assert kept.read_text() == "mine"
    assert path.read_bytes().startswith(b"%PDF")
    assert not path.is_symlink()


@pytest.mark.parametrize("field", ["name", "organisation", "job_title", "background", "diet", "say_it"])
def test_a_million_characters_in_a_field_are_told_with_person_and_field(field: str, tmp_path: Path) -> None:
    pack = made_up.pack(2)
    name = pack.guests[0].name
    guest = replace(pack.guests[0], **{field: "ab " * 333_334})
    (written,) = write_document("briefing", replace(pack, guests=(guest, *pack.guests[1:])), tmp_path)
    owner = name if field != "name" else "ab ab"
    said = [p for p in written.problems if p.startswith(owner) and f"the {field.replace('_', ' ')} is longer than" in p]
    assert len(said) == 1
    assert pack.guests[1].name in words_of(written.path)


LONG = "Maximiliana-Theodora Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh von und zu Hohenzollern-Sigmaringen"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle"


@pytest.mark.parametrize(("name", "key", "ends"), [(LONG, "badges", True), (WORD, "badges", True), (LONG, "tents", True), (WORD, "tents", False)])
def test_a_name_that_even_two_lines_do_not_hold_is_told_as_cut_and_one_that_they_hold_is_not(name: str, key: str, ends: bool, tmp_path: Path) -> None:
    pack = made_up.pack(2)
    guest = replace(pack.guests[0], name=name, given="", family="", preferred_name="")
    (written,) = write_document(key, replace(pack, guests=(guest,)), tmp_path)
    said = [p for p in written.problems if name.split()[-1] in p and ("over two lines" in p)]
    assert any("ends in “…”" in p for p in said) == ends
    assert ("…" in words_of(written.path)) == ends
