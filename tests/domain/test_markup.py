"""The small markup: what it recognises, what it leaves alone, and that nothing in it can mark up the HTML."""

from __future__ import annotations

import pytest

from advoplanner.domain.markup import Span, escaped, html, parse, plain
from advoplanner.domain.motive_blocks import chosen, is_mark, mistake
from advoplanner.domain.motives import UNKNOWN, Motives


def body(source: str) -> str:
    page = html(source)
    return page[page.index('<div style="max-width:640px;">\n') + 31 : page.index("\n</div>")]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Dear Ana,\n\nwould you come?\nPlease.", "Dear Ana,\n\nwould you come?\nPlease."),
        ("# Board\n- one\n- two\n\nEnd", "Board\n\n- one\n- two\n\nEnd"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("**Bold** and *italic*", "Bold and italic"),
        ("[the place](https://haus.example/x)", "the place (https://haus.example/x)"),
        ("[write](mailto:ana@x.example)", "write (ana@x.example)"),
        ("see https://haus.example.", "see https://haus.example."),
        ("2 * 3 * 4, a*b, **, * x *", "2 * 3 * 4, a*b, **, * x *"),
        (r"\*not\* \[a\] \\", r"*not* [a] " + "\\"),
        ("[bad](javascript:alert)", "[bad](javascript:alert)"),
        ("", ""),
    ],
)
def test_plain_text(source, text):
    assert plain(source) == text


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a **b *c* d**", '<p style="margin:0 0 1em;">a <strong>b </strong><strong><em>c</em></strong><strong> d</strong></p>'),
        ("x\ny", '<p style="margin:0 0 1em;">x<br>\ny</p>'),
        ("- a", '<ul style="margin:0 0 1em;padding-left:1.5em;">\n<li>a</li>\n</ul>'),
        ("3. a", '<ol start="3" style="margin:0 0 1em;padding-left:1.5em;">\n<li>a</li>\n</ol>'),
        ("[a&b](https://x.example/?a=1&b=2)", '<p style="margin:0 0 1em;"><a href="https://x.example/?a=1&amp;b=2">a&amp;b</a></p>'),
    ],
)
def test_html(source, made):
    assert body(source) == made


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "</div></body>", "[x](https://a.example/<b>)", "&lt;b&gt;"])
def test_no_text_becomes_a_tag(text):
    made = body(text)
    assert "<script" not in made
    assert "<img" not in made
    assert "</div>" not in made
    assert "&amp;lt;" in made or "&lt;" in made or "&quot;" in made


@pytest.mark.parametrize("text", ["*Ana*", "**", "[x](https://evil.example)", "\\", "a*b_c", "O'Brien & Søn", "李小龙"])
def test_what_a_field_puts_in_says_exactly_itself(text):
    assert plain(f"Dear {escaped(text)},") == f"Dear {text},"
    spans = [span for block in parse(f"Dear {escaped(text)},") for line in block.lines for span in line]
    assert all(span.link in ("", span.text) and not span.bold and not span.italic for span in spans)


def test_a_link_keeps_its_words_and_its_look():
    assert parse("**[go](https://x.example)**")[0].lines[0] == (Span("go", bold=True, link="https://x.example"),)


@pytest.mark.parametrize("source", ["*" * 10_000, "[" * 10_000, "**a " * 4_000, "\\" * 9_999, "(" * 5_000 + "https://" * 900])
def test_ten_thousand_signs_are_read(source):
    assert html(source)


GROUP = "A\n{{if network}}\nPeers.\n{{if learning}}\nLessons.\n{{otherwise}}\nCome.\n{{end}}\nZ"


@pytest.mark.parametrize(
    ("motives", "text"),
    [
        (UNKNOWN, "A\nCome.\nZ"),
        (Motives({"learning": 2, "network": 1}), "A\nLessons.\nZ"),
        (Motives({"learning": 1, "network": 1}), "A\nPeers.\nZ"),
        (Motives({"status": 3, "learning": 1}), "A\nLessons.\nZ"),
        (Motives({"status": 3}), "A\nCome.\nZ"),
    ],
)
def test_the_part_of_the_strongest_motive_is_kept(motives, text):
    assert chosen(GROUP, motives) == text


def test_values_choose_where_no_need_does():
    assert chosen("{{if purpose}}Why{{end}}", Motives({}, values=("purpose",))) == "Why"
    assert chosen("{{if purpose}}Why{{end}}", UNKNOWN) == ""


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{{if money}}x{{end}}", "names no motive"),
        ("x{{end}}", "stands without an {{if …}}"),
        ("{{otherwise}}", "stands without an {{if …}}"),
        ("{{if network}}x", "is without its {{end}}"),
        (GROUP, ""),
        ("{{first_name}}", ""),
    ],
)
def test_mistakes_are_said(template, sentence):
    assert (sentence in mistake(template)) if sentence else mistake(template) == ""


def test_marks_are_told_from_fields():
    assert [is_mark(name) for name in ("if network", "otherwise", "end", "first_name", "if money")] == [True, True, True, False, False]
