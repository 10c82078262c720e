from __future__ import annotations

import pytest

from advoplanner.exports.breaking import seams, units
from advoplanner.exports.lettering import width, wrapped
from advoplanner.exports.style import TEXT


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Asante-Boateng", ["Asante-Boateng"]),
        ("山田太郎は「東京」で、会議をする。", ["山", "田", "太", "郎", "は", "「東", "京」", "で、", "会", "議", "を", "す", "る。"]),
        ("ちょっとチャート", ["ちょっ", "と", "チャー", "ト"]),
        ("王小明(CEO)在北京。", ["王", "小", "明", "(CEO)", "在", "北", "京。"]),
        ("約￥100と50％", ["約", "￥100", "と", "50％"]),
        ("김민준은", ["김민준은"]),
        ("สวัสดีครับทุกคน", ["สวัสดี", "ครับ", "ทุก", "คน"]),
        ("(ครับ)", ["(ครับ)"]),
    ],
)
def test_lines_may_end_where_the_script_lets_them(word: str, parts: list[str]) -> None:
    assert list(units(word)) == parts
    assert "".join(units(word)) == word


def test_long_words_break_after_hyphens_slashes_and_dashes() -> None:
    assert seams("https://nordwind.example/cab/agenda") == ["https://nordwind.example/", "cab/", "agenda"]
    assert seams("Hohenlohe-Waldenburg") == ["Hohenlohe-", "Waldenburg"]
    assert seams("10:30–11:00") == ["10:30–", "11:00"]
    assert seams("-5") == ["-5"]


def test_a_soft_hyphen_shows_only_where_the_line_ends() -> None:
    text = "Elektrizitäts\u00adgesellschaft"
    assert wrapped(text, TEXT, 30) == ["Elektrizitäts-", "gesellschaft"]
    assert wrapped(text, TEXT, 100) == [text]
    assert width(text, TEXT) == pytest.approx(width("Elektrizitätsgesellschaft", TEXT), abs=0.2)


def test_what_is_held_together_stays_together() -> None:
    assert wrapped("page 12\u00a0000 of", TEXT, 14) == ["page", "12\u00a0000", "of"]


def test_han_text_fills_its_lines() -> None:
    rows = wrapped("客戶諮詢委員會每年召開兩次會議，討論產品路線圖。" * 6, TEXT, 60)
    assert all(width(row, TEXT) > 52 for row in rows[:-1])
    assert not any(row[0] in "，。" for row in rows)
