"""Every text can be read on what it stands on, in each scheme."""

from __future__ import annotations

import pytest

from ui.kit.theme import style_sheet
from ui.kit.tokens import CONTRAST, DARK, LIGHT, SCHEMES, contrast, mix

WORDS = ("text", "quiet", "accent", "ink", "good", "warn", "bad")
GROUNDS = ("window", "surface", "raised")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_text_reaches_the_ratio_of_wcag(scheme, word: str, ground: str) -> None:
    assert contrast(scheme.colour(word), scheme.colour(ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_text_on_accent_selection_and_hover_is_readable(scheme) -> None:
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5
    assert contrast(scheme.text, scheme.selected) >= 4.5
    assert contrast(scheme.quiet, scheme.selected) >= 4.5
    assert contrast(scheme.text, scheme.hover) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_tinted_grounds_of_chips_and_banners_keep_their_text(scheme) -> None:
    for state in ("good", "warn", "bad", "accent", "quiet"):
        assert contrast(scheme.text, mix(scheme.surface, scheme.colour(state), 0.08)) >= 4.5


def test_the_measure_agrees_with_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_an_unknown_word_is_no_colour() -> None:
    with pytest.raises(AttributeError):
        LIGHT.colour("purple")


def test_high_contrast_is_black_white_and_accent() -> None:
    colours = {getattr(CONTRAST, name) for name in CONTRAST.__dataclass_fields__ if name != "name"}
    assert colours == {"#000000", "#FFFFFF", CONTRAST.accent}


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_the_style_rules_are_few_and_whole(scheme) -> None:
    sheet = style_sheet(scheme)
    assert 0 < sheet.count("{") <= 25
    assert "$" not in sheet
