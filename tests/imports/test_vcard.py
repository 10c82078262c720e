"""Contact cards in all three versions, and bad ones among them."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advoplanner.core.errors import RuleBroken
from advoplanner.imports.vcard import MAX_PHOTO, read_cards

V3 = r"""BEGIN:VCARD
VERSION:3.0
N:van der Berg;Jan;Pieter;Dr.;
FN:Dr. Jan van der Berg
ORG:Example\, Works;Research;Lab 2
TITLE:Head of Data
EMAIL;TYPE=HOME:jan@home.example
item1.EMAIL;TYPE=WORK,PREF:jan@works.example
TEL;TYPE="voice,cell":+31 20 555 0100
ADR;TYPE=WORK:;;Main Street 1;Amsterdam;NH;1011;Netherlands
URL:https://works.example/a?b=c:d
NOTE:first line\nsecond\; line that is
  folded
CATEGORIES:council,data\, big,* myContacts
X-SHOE:44
END:VCARD
"""

V21 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=de;CHARSET=utf-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\n"
    "FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:J=F6rg M=FCller\r\nTEL;WORK;VOICE:030 1\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE:a long line=\r\n that goes on=0D=0Aand on\r\n"
    "AGENT:\r\nBEGIN:VCARD\r\nFN:Agent\r\nEND:VCARD\r\nEMAIL;PREF;INTERNET:joerg@x.example\r\nEND:VCARD\r\n"
)


def test_version_3() -> None:
    (draft,) = read_cards(V3.encode()).drafts
    assert (draft.given, draft.family, draft.prefix, draft.display_name) == ("Jan", "van der Berg", "Dr.", "Dr. Jan van der Berg")
    assert (draft.organisation, draft.department, draft.job_title) == ("Example, Works", "Research, Lab 2", "Head of Data")
    assert draft.emails == ("jan@works.example", "jan@home.example")
    assert (draft.phones, draft.city, draft.region, draft.country) == (("+31 20 555 0100",), "Amsterdam", "NH", "Netherlands")
    assert draft.website == "https://works.example/a?b=c:d"
    assert draft.notes == "first line\nsecond; line that is folded"
    assert draft.tags == ("council", "data, big")
    assert ("Street", "Main Street 1") in draft.extra
    assert ("X-SHOE", "44") in draft.extra


def test_version_2_1_with_quoted_printable_and_a_card_inside() -> None:
    cards = read_cards(V21.encode("ascii"))
    (draft,) = cards.drafts
    assert (draft.given, draft.family, draft.display_name) == ("Jörg", "Müller", "Jörg Müller")
    assert draft.notes == "a long line that goes on\nand on"
    assert (draft.emails, draft.phones, draft.row) == (("joerg@x.example",), ("030 1",), 1)
    assert cards.problems == []


def test_version_4_with_uris_and_preferences() -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:小龙\nN:李;小龙;;;\n"
    card += "TEL;VALUE=uri;PREF=2:tel:+1-555\nTEL;PREF=1:tel:+1-666\nEMAIL:mailto:x@y.example\nLANG:zh\nEND:VCARD"
    (draft,) = read_cards(card.encode()).drafts
    assert (draft.family, draft.given, draft.phones, draft.emails, draft.language) == ("李", "小龙", ("+1-666", "+1-555"), ("x@y.example",), "zh")


def test_a_bad_card_never_stops_the_others() -> None:
    text = "BEGIN:VCARD\nFN:Open\nBEGIN:VCARD\nEND:VCARD\nnoise\n"
    text += "BEGIN:VCARD\nFN:Bad Mail\nEMAIL:no address\n:;;\n=\nEND:VCARD\nBEGIN:VCARD\nFN:Last One\n"
    cards = read_cards(text.encode())
    assert [draft.display_name for draft in cards.drafts] == ["Open", "Bad Mail", "Last One"]
    assert cards.rejected == [3]
    assert [line for line, _ in cards.problems] == [1, 3, 6, 12]


def test_an_8_bit_card_without_a_charset() -> None:
    (draft,) = read_cards("BEGIN:VCARD\nVERSION:2.1\nN:Müller;Jörg\nEND:VCARD\n".encode("cp1252")).drafts
    assert draft.display_name == "Jörg Müller"


def test_pictures_come_raw_and_not_too_large() -> None:
    def card(name: str, line: str) -> str:
        return f"BEGIN:VCARD\nFN:{name}\n{line}\nEND:VCARD\n"

    small, large = base64.b64encode(b"picture").decode(), base64.b64encode(bytes(MAX_PHOTO + 200)).decode()
    cards = read_cards(
        (
            card("A", f"PHOTO;ENCODING=b;TYPE=JPEG:{small[:4]}\n {small[4:]}")
            + card("B", f"PHOTO:data:image/png;base64,{small}")
            + card("C", f"PHOTO;BASE64:{large}")
            + card("D", "PHOTO;VALUE=uri:https://x.example/p.jpg")
        ).encode()
    )
    assert cards.photos == {1: b"picture", 6: b"picture"}
    assert len(cards.drafts) == 4


@given(st.binary(max_size=300))
def test_any_bytes_give_cards_or_a_sentence(data: bytes) -> None:
    with suppress(RuleBroken):
        cards = read_cards(b"BEGIN:VCARD\nFN:Ana Lee\n" + data + b"\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD")
        assert len(cards.drafts) + len(cards.rejected) >= 1


@given(st.text(alphabet='NFORGEMAIL;:=,"\\\n QUOTED-PRINTABLE.BASE64Ü0', max_size=200))
def test_any_card_lines_are_survived(text: str) -> None:
    cards = read_cards(f"BEGIN:VCARD\nFN:Ana Lee\n{text}\nEND:VCARD\n".encode())
    assert cards.drafts


def test_pictures_named_as_cards() -> None:
    with pytest.raises(RuleBroken):
        read_cards(b"\x89PNG\r\n\x1a\n")
