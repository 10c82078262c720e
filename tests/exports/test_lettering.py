from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from advoplanner.exports.lettering import balanced, clipped, fitted, longest_word, shortened, width, wrapped
from advoplanner.exports.shaping import shape, shape_line
from advoplanner.exports.style import TEXT, Face
from advoplanner.exports.typefaces import choose, graphemes

WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\xad"), max_size=200)
"""Without the hyphen that shows only where a word is broken at it: what is set there is another sign."""


@given(WRITTEN, st.floats(5, 120))
@settings(max_examples=150, deadline=None)
def test_wrapped_lines_fit_and_lose_nothing(text: str, limit: float) -> None:
    lines = wrapped(text, TEXT, limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert width(line, TEXT) <= limit + 0.2 or len(graphemes(line)) == 1


@given(WRITTEN, st.floats(8, 60))
@settings(max_examples=100, deadline=None)
def test_shortened_text_fits(text: str, limit: float) -> None:
    text = " ".join(text.split())
    short = shortened(text, TEXT, limit)
    assert width(short, TEXT) <= limit + 0.5
    assert short == text or short.endswith("…")


@given(WRITTEN)
@settings(max_examples=100, deadline=None)
def test_glyphs_stand_for_all_that_can_be_seen(text: str) -> None:
    stood = "".join(g.stands_for for piece in shape_line(text, 400) for run in piece.runs for g in run.glyphs)
    assert len(stood) <= len(text)
    assert len(shape(text, 400).missing) <= len(text)


def test_text_shrinks_in_quarter_points_down_to_its_floor() -> None:
    face = Face(30, 700)
    small = fitted("Wolfeschlegelsteinhausenbergerdorff", face, 120, 16)
    assert 16 <= small.size < 30
    assert small.size * 4 == int(small.size * 4)
    assert width("Wolfeschlegelsteinhausenbergerdorff", small) <= 120
    assert fitted("Wolfeschlegelsteinhausenbergerdorff", face, 10, 16).size == 16
    assert fitted("Ana", face, 100, 16) == face


def test_a_monstrous_word_is_broken_in_time() -> None:
    lines = wrapped("x" * 50_000, TEXT, 100)
    assert sum(map(len, lines)) == 50_000
    assert len(lines) < 2_000


def test_a_hyphen_breaks_only_a_word_that_is_too_long_for_a_line() -> None:
    assert wrapped("Kwame Asante-Boateng", TEXT, 26) == ["Kwame", "Asante-Boateng"]
    assert wrapped("Hohenlohe-Waldenburg-Schillingsfürst", TEXT, 40) == ["Hohenlohe-", "Waldenburg-", "Schillingsfürst"] or all(
        line.endswith("-") for line in wrapped("Hohenlohe-Waldenburg-Schillingsfürst", TEXT, 40)[:-1]
    )
    assert longest_word("a Hohenlohe-Waldenburg", TEXT) in ("Hohenlohe-", "Waldenburg")


def test_titles_are_balanced_and_clipped_lines_end_in_an_ellipsis() -> None:
    rows = balanced("Nordwind Customer Advisory Board of the North", Face(34, 700), 170)
    assert len(rows) == 2
    assert abs(len(rows[0]) - len(rows[1])) < 16
    assert clipped(["one", "two", "three"], 2, TEXT, 100) == ["one", "two…"]
    assert clipped(["one"], 2, TEXT, 100) == ["one"]
    assert clipped(["one", "two"], 0, TEXT, 100) == []


def test_marks_and_joined_emoji_stay_together() -> None:
    assert graphemes("e\u0301a") == ("e\u0301", "a")
    assert graphemes("👩\u200d🚀!") == ("👩\u200d🚀", "!")


def test_flags_tags_and_vowels_stay_with_what_they_belong_to() -> None:
    assert graphemes("🇩🇪🇫🇷x") == ("🇩🇪", "🇫🇷", "x")
    assert graphemes("🏴\U000e0067\U000e0062\U000e007f!") == ("🏴\U000e0067\U000e0062\U000e007f", "!")
    assert graphemes("น\u0e49\u0e33") == ("น\u0e49\u0e33",)


def test_a_million_characters_are_broken_in_one_go() -> None:
    text = "word and 山田, " * 75_000
    lines = wrapped(text, TEXT, 100)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_each_script_finds_its_typeface() -> None:
    chosen = {c: face.file.split("-")[0].split("_")[0] for c in "Łệα Жمשकก王김𠮷☎堃뷁".replace(" ", "") if (face := choose(c, 400))}
    assert chosen == {
        "Ł": "Inter", "ệ": "Inter", "α": "Inter", "Ж": "Inter", "م": "NotoSansArabic", "ש": "NotoSansHebrew", "क": "NotoSansDevanagari",
        "ก": "NotoSansThai", "王": "NotoSansSC", "김": "NotoSansKR", "𠮷": "NotoSansJP", "☎": "NotoEmoji", "堃": "NotoSansSC", "뷁": "NotoSansKR",
    }  # fmt: skip
    assert choose("\U0001d11e", 400) is None


def test_text_from_the_right_is_drawn_in_visual_order() -> None:
    runs = shape("abc שלום 42", 400).runs
    drawn = [g.stands_for for run in runs for g in run.glyphs]
    assert "".join(drawn).startswith("abc ")
    assert drawn.index("ם") < drawn.index("ש")
    assert "".join(drawn).find("42") < drawn.index("ם")
