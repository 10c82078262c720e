from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import made_up
import pypdf
import pypdfium2
import pytest

from advoplanner.core.errors import Cancelled, RuleBroken
from advoplanner.domain.documents import Counts, Pack
from advoplanner.exports import badges_pdf, briefing_pdf, guests_pdf, tables_pdf
from advoplanner.exports.documents import DOCUMENTS, draw_page, write_document, write_documents

PRINTED = list(DOCUMENTS)


def words_of(path: Path | bytes) -> str:
    """All text of a PDF as PDFium reads it, spaces and line ends made one."""
    document = pypdfium2.PdfDocument(path)
    return " ".join(unicodedata.normalize("NFC", " ".join(page.get_textpage().get_text_range() for page in document)).split())


def for_readers(pack: Pack, key: str) -> Pack:
    return replace(pack, audience=DOCUMENTS[key].audience)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("guests", [0, 1, 18, 88])
@pytest.mark.parametrize("key", PRINTED)
def test_every_document_is_written_whole(key: str, guests: int, paper: str, tmp_path: Path) -> None:
    for written in write_document(key, for_readers(made_up.pack(guests), key), tmp_path, paper=paper):
        assert written.path.stat().st_size > 0
        if written.path.suffix != ".pdf":
            continue
        data = written.path.read_bytes()
        document = pypdfium2.PdfDocument(data)
        assert len(document) == written.pages >= 1
        assert_fonts_are_embedded(data)
        widths = {round(min(page.get_size())) for page in document}
        assert widths == {595 if paper == "a4" else 612}
        _assert_text_stays_on_the_page(document)
    assert not list(tmp_path.glob("*.part"))


def assert_fonts_are_embedded(data: bytes) -> None:
    fonts = {str(font["/BaseFont"]): font for page in pypdf.PdfReader(BytesIO(data)).pages for font in page["/Resources"]["/Font"].values()}
    assert fonts
    for name, font in fonts.items():
        assert len(font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()) > 500, name
        assert name[7] == "+", "only what is used should be embedded"


def _assert_text_stays_on_the_page(document: pypdfium2.PdfDocument) -> None:
    for page in document:
        wide, high = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            assert left >= 10, text.get_text_bounded(left, bottom, right, top)
            assert bottom >= 10
            assert right <= wide - 10, text.get_text_bounded(left, bottom, right, top)
            assert top <= high - 10


@pytest.mark.parametrize("key", PRINTED)
def test_nothing_to_print_gives_a_page_that_is_not_blank(key: str, tmp_path: Path) -> None:
    empty = Pack(made_up.pack(0).event, audience=DOCUMENTS[key].audience)
    written = write_document(key, empty, tmp_path)[0]
    assert written.pages >= 1
    assert len(words_of(written.path)) > 40


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("agenda", "no sessions on its agenda yet"),
        ("runofshow", "no sessions on its agenda yet"),
        ("badges", "Nobody is on the list"),
        ("tents", "Nobody is on the list"),
        ("tables", "Nobody is seated yet"),
        ("signin", "Nobody is expected yet"),
        ("guests", "Nobody is on the guest list yet"),
        ("facesheet", "no faces to learn"),
        ("dietary", "nobody was asked"),
    ],
)
def test_an_empty_list_says_so(key: str, sentence: str, tmp_path: Path) -> None:
    empty = Pack(made_up.pack(0).event, audience=DOCUMENTS[key].audience)
    assert sentence in words_of(write_document(key, empty, tmp_path)[0].path)


@pytest.mark.parametrize("key", ["briefing", "tents", "guests", "facesheet", "signin"])
def test_names_of_every_script_read_out_intact(key: str, tmp_path: Path) -> None:
    pack = for_readers(made_up.pack(18), key)
    text = _joined(words_of(write_document(key, pack, tmp_path)[0].path))
    for guest in pack.guests:
        assert _joined(guest.given) in text, guest.name
        assert _joined(guest.family) in text, guest.name


def _joined(text: str) -> str:
    """Without spaces and hyphens: PDFium takes a hyphen at the end of a line for one that is not part of the name."""
    return "".join(text.replace("\ufffe", "").replace("-", "").split())


def test_names_on_one_line_read_out_to_the_letter(tmp_path: Path) -> None:
    pack = made_up.pack(18)
    text = words_of(write_document("briefing", pack, tmp_path)[0].path)
    assert [g.name for g in pack.guests if len(g.name) < 30 and g.name not in text] == []


def test_other_scripts_read_out_too(tmp_path: Path) -> None:
    names = ["محمد الفاسي", "שרה כהן", "प्रिया शर्मा", "สมชาย ใจดี", "王小明", "김민준", "Ђорђе Ћирић"]
    pack = made_up.pack(len(names))
    pack = replace(pack, guests=tuple(replace(g, name=n, given="", family="", latin_name="") for g, n in zip(pack.guests, names, strict=True)))
    written = write_document("guests", pack, tmp_path)[0]
    text = words_of(written.path).replace("\u200b", "")
    # PDFium turns the order of right-to-left words on a line that also holds Latin; each word stays whole.
    assert [word for n in names for word in n.split() if word not in text] == []
    assert not written.problems


def test_a_character_that_no_font_has_is_told_and_still_reads_out(tmp_path: Path) -> None:
    pack = made_up.pack(1)
    pack = replace(pack, guests=(replace(pack.guests[0], name="Ada \U0001d11e Byron"),))
    written = write_document("guests", pack, tmp_path)[0]
    assert any("\U0001d11e" in said for said in written.problems)
    assert "\U0001d11e" in words_of(written.path)


HOSTILE = [
    "<img src=/etc/passwd>",
    "</para>",
    "<b>unclosed",
    "=cmd()",
    "a\x00b\x07c\u202ed",
    "x" * 50_000,
    "🏴‍☠️ & <Ltd>",
    "\\(octal) %comment",
    "\u0301\u0301",
    "-",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_neither_crashes_nor_vanishes(text: str, tmp_path: Path) -> None:
    pack = made_up.pack(2)
    guest = replace(
        pack.guests[0], name=text, given=text, family=text, preferred_name="", latin_name=text, organisation=text, job_title=text, background=text,
        talking_points=(text,), diet=text, stay=((text, text),), table=text, say_it=text, languages=text, pronouns=text,
    )  # fmt: skip
    sessions = (replace(pack.sessions[0], title=text, people=text, private_notes=text, member_benefit=text, pause=False),)
    event = replace(pack.event, title=text, purpose=text, objectives=(text,), room=text, logistics=text, venue=text, topic=text)
    pack = replace(pack, event=event, guests=(guest, *pack.guests[1:]), sessions=sessions)
    for key in PRINTED:
        for written in write_document(key, for_readers(pack, key), tmp_path):
            if written.path.suffix == ".pdf":
                kept = "".join(words_of(written.path).split()).replace("\ufffe", "").replace("\u200b", "")
                sought = "".join(text.replace("\x00", "").replace("\x07", "").replace("\u202e", "").split())[:8]
                assert sought.casefold() in kept.casefold() or not sought.isprintable() or not sought.strip("\u0301"), key


def test_what_is_cut_is_told_with_person_and_field(tmp_path: Path) -> None:
    pack = made_up.pack(1)
    pack = replace(pack, guests=(replace(pack.guests[0], name="Ana Ferreira", background="word " * 2_000),))
    written = write_document("briefing", pack, tmp_path)[0]
    assert "Ana Ferreira: the background is longer than 4,000 characters; the rest is not printed." in written.problems


def test_a_long_background_goes_on_over_further_pages_without_loss(tmp_path: Path) -> None:
    pack = made_up.pack(1)
    sentences = " ".join(f"sentence{n:03}" for n in range(300))
    short = write_document("briefing", pack, tmp_path)[0].pages
    pack = replace(
        pack, guests=(replace(pack.guests[0], side="customer", background=sentences, talking_points=tuple(["Ask about the plant. " * 9] * 12)),)
    )
    written = write_document("briefing", pack, tmp_path)[0]
    text = words_of(written.path)
    assert written.pages > short
    assert all(f"sentence{n:03}" in text for n in range(300))


def test_a_photo_that_print_cannot_take_becomes_initials(tmp_path: Path) -> None:
    pack = made_up.pack(1)
    pack = replace(pack, guests=(replace(pack.guests[0], photo=b"not a photo"),))
    said = write_document("facesheet", pack, tmp_path)[0].problems
    assert any("cannot be read" in s for s in said)


def test_missing_photos_are_told() -> None:
    problems: list[str] = []
    briefing_pdf.write(made_up.pack(4), BytesIO(), problems=problems)
    assert "There is no photo of José Núñez; initials are printed." in problems


@pytest.mark.parametrize("key", ["briefing", "tables", "badges", "flyer"])
def test_the_same_pack_gives_the_same_bytes(key: str, tmp_path: Path) -> None:
    pack = for_readers(made_up.pack(18), key)
    first = [w.path.read_bytes() for w in write_document(key, pack, tmp_path / "a")]
    again = [w.path.read_bytes() for w in write_document(key, pack, tmp_path / "b")]
    assert first == again


def test_spreadsheets_have_the_same_bytes_too(tmp_path: Path) -> None:
    pack = made_up.pack(18)
    first = [w.path.read_bytes() for w in write_document("guests", pack, tmp_path / "a")]
    assert first == [w.path.read_bytes() for w in write_document("guests", pack, tmp_path / "b")]


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, io, made_up; from advoplanner.exports import tables_pdf; out = io.BytesIO();"
        "tables_pdf.write(made_up.pack(18), out); print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    sums = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}{os.pathsep}{Path(__file__).parent}"}
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, cwd=root, check=True)
        sums.add(done.stdout.strip())
    assert len(sums) == 1


class _CancelsLater:
    def __init__(self) -> None:
        self.calls = 0

    def step(self, done: float, what: str = "") -> None:
        self.calls += 1
        if self.calls > 4:
            raise Cancelled


def test_cancel_leaves_no_file_and_keeps_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        briefing_pdf.write(made_up.pack(18), path, progress=_CancelsLater())
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["pack.pdf"]


def test_a_document_is_tagged_titled_and_has_an_outline(tmp_path: Path) -> None:
    data = write_document("briefing", made_up.pack(18), tmp_path)[0].path.read_bytes()
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "Nordwind Customer Advisory Board – Briefing pack"
    assert document.get_metadata_value("Author") == "Ana Ferreira"
    catalog = pypdf.PdfReader(BytesIO(data)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] == catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF's own boolean
    tags = [element["/S"] for element in catalog["/StructTreeRoot"]["/K"]["/K"]]
    assert {"/H1", "/H2", "/P", "/Figure", "/Link"} <= set(tags)
    assert tags.index("/H1") < tags.index("/H2")
    outline = [item.get_title() for item in document.get_toc()]
    assert outline[0] == "Cover"
    assert "José Núñez" in outline
    assert "Room and seating plan" in outline


def test_the_cover_names_the_pages_on_which_parts_begin(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(write_document("briefing", made_up.pack(18), tmp_path)[0].path)
    places = {item.get_title(): item.get_dest().get_index() + 1 for item in document.get_toc() if item.level == 0}
    cover = " ".join(document[0].get_textpage().get_text_range().split())
    assert len(places) > 5
    assert all(f"{title} {page}" in cover for title, page in places.items() if title != "Cover")


def test_footers_say_who_may_read_and_which_page_of_how_many(tmp_path: Path) -> None:
    text = words_of(write_document("briefing", made_up.pack(2), tmp_path)[0].path)
    assert "Confidential – host team only" in text
    assert "Page 2 of " in text
    member = words_of(write_document("agenda", made_up.pack(2, audience="member"), tmp_path)[0].path)
    assert "For members" in member
    assert "Confidential" not in member


def test_private_notes_stay_in_the_run_of_show(tmp_path: Path) -> None:
    pack = made_up.pack(2)
    secret = "Keep Ingrid to five minutes"
    assert secret in words_of(write_document("runofshow", pack, tmp_path)[0].path)
    for key in ("agenda", "flyer", "report", "guests"):
        assert secret not in words_of(write_document(key, for_readers(pack, key), tmp_path)[0].path)


def test_members_do_not_read_replies_addresses_or_diets(tmp_path: Path) -> None:
    for written in write_document("guests", made_up.pack(6, audience="member"), tmp_path):
        text = words_of(written.path) if written.path.suffix == ".pdf" else written.path.read_bytes().decode("utf-8", "replace")
        assert "Tentative" not in text
        assert "guest1@example.org" not in text
        assert "Gluten-free" not in text


def test_a_badge_never_calls_anybody_a_prospect(tmp_path: Path) -> None:
    text = words_of(write_document("badges", made_up.pack(18, audience="member"), tmp_path)[0].path)
    assert "PROSPECT" not in text.upper()
    assert "SPEAKER" in text
    assert "GUEST" in text


def test_the_reasons_of_a_plan_are_for_the_host_team() -> None:
    for audience, shown in (("host", True), ("member", False)):
        out = BytesIO()
        tables_pdf.write(made_up.pack(18, audience=audience), out)
        assert ("No two competitors" in words_of(out.getvalue())) is shown


def test_documents_of_the_host_team_are_refused_to_others(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        write_document("runofshow", made_up.pack(1, audience="member"), tmp_path)
    assert refused.value.code == "export.audience"
    with pytest.raises(RuleBroken) as refused:
        write_document("poster", made_up.pack(1), tmp_path)
    assert refused.value.code == "export.unknown"


def test_readers_that_nobody_knows_get_a_sentence_and_not_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        write_documents(lambda _key, audience: made_up.pack(1, audience=audience), tmp_path / "out", audience="everyone")
    assert (refused.value.code, refused.value.field) == ("export.readers", "audience")
    assert "host, member, prospect, public, caterer and venue" in refused.value.hint
    assert not (tmp_path / "out").exists()
    with pytest.raises(RuleBroken) as refused:
        guests_pdf.write(made_up.pack(1), BytesIO(), paper="a5")
    assert refused.value.code == "export.paper"


def test_all_documents_come_from_packs_made_for_their_readers(tmp_path: Path) -> None:
    asked: list[str] = []

    def pack_for(_document: str, audience: str) -> Pack:
        asked.append(audience)
        return replace(made_up.pack(3), audience=audience)

    written = write_documents(pack_for, tmp_path)
    assert {w.document for w in written} == set(DOCUMENTS)
    assert sorted(set(asked)) == ["host", "member", "public"]
    assert all(w.audience == DOCUMENTS[w.document].audience for w in written)
    members = write_documents(pack_for, tmp_path, audience="member")
    assert {w.document for w in members} == {k for k, s in DOCUMENTS.items() if "member" in s.audiences}
    only = write_documents(pack_for, tmp_path, only=["agenda", "agenda"])
    assert [w.document for w in only] == ["agenda"]


def test_counts_of_the_report_come_from_the_guests_where_none_are_given(tmp_path: Path) -> None:
    pack = replace(made_up.pack(18), counts=Counts())
    text = words_of(write_document("report", pack, tmp_path)[0].path)
    accepted = sum(g.reply == "accepted" for g in pack.guests)
    assert f"Accepted {accepted}" in text
    assert f"Tentative {18 - accepted}" in text


def test_plans_with_impossible_measures_are_drawn_all_the_same() -> None:
    pack = made_up.pack(6)
    assert pack.plan is not None
    table = replace(pack.plan.tables[0], x=float("nan"), width=float("inf"), length=-5.0, shape="rectangle")
    plan = replace(pack.plan, width=float("nan"), length=0.0, tables=(table, replace(table, shape="round", seats=())))
    out = BytesIO()
    assert tables_pdf.write(replace(pack, plan=plan), out) >= 2
    assert "José Núñez" in words_of(out.getvalue())


def test_badges_begin_at_the_free_label_and_list_names_to_check() -> None:
    problems: list[str] = []
    out = BytesIO()
    assert badges_pdf.write(made_up.pack(9), out, start=2, problems=problems) == 1
    assert badges_pdf.write(made_up.pack(9), BytesIO(), start=3) == 2
    assert badges_pdf.write(made_up.pack(9), BytesIO(), start=13) == 2
    assert any("Wolfeschlegelsteinhausenbergerdorff" in said for said in problems)


def test_one_page_alone_is_the_page_of_the_whole(tmp_path: Path) -> None:
    pack = made_up.pack(18)
    whole = pypdfium2.PdfDocument(write_document("briefing", pack, tmp_path)[0].path)
    for number in (1, 7, len(whole)):
        pdf, drawn, pages = draw_page("briefing", pack, number)
        alone = pypdfium2.PdfDocument(pdf)
        assert (len(alone), drawn, pages) == (1, number, len(whole))
        assert alone[0].get_textpage().get_text_range() == whole[number - 1].get_textpage().get_text_range()
        assert alone[0].get_size() == whole[number - 1].get_size()


def test_a_page_beyond_the_end_is_the_last_one() -> None:
    pack = for_readers(made_up.pack(3), "badges")
    _, drawn, pages = draw_page("badges", pack, 99)
    assert drawn == pages == 1


def test_an_edit_is_on_the_page_that_is_drawn_after_it() -> None:
    pack = made_up.pack(18)
    draw_page("briefing", pack, 9)
    guests = tuple(replace(g, background="Moved to Porto.") for g in pack.guests)
    pdf, _, _ = draw_page("briefing", replace(pack, guests=guests), 9)
    assert "Moved to Porto." in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def test_lists_are_tables_to_a_screen_reader(tmp_path: Path) -> None:
    pack = for_readers(made_up.pack(18), "guests")
    tree = pypdf.PdfReader(write_document("guests", pack, tmp_path)[0].path).trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]
    table = next(element for element in tree if element["/S"] == "/Table")
    rows = [[cell["/S"] for cell in row["/K"]] for row in table["/K"]]
    assert rows[0] == ["/TH"] * len(rows[0])
    spans = [sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in row["/K"]) for row in table["/K"]]
    assert set(spans) == {len(rows[0])}
    assert ["/TD"] * len(rows[0]) in rows
