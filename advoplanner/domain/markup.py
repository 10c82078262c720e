"""The small markup of letters: one source that becomes plain text, HTML, and what the preview draws. It can run nothing.

A blank line ends a paragraph. "# " begins a heading, "- " and "1. " a list; **bold**, *italic*, [words](https://…); a backslash
takes the meaning from the next sign. Whatever is not recognised stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

_SCHEME = r"(?:https://|mailto:)[^\s()<>\"\\]{1,500}"
_INLINE = re.compile(
    rf"\\(?P<sign>[\\*\[\]])"
    rf"|\[(?P<words>[^\[\]\n]{{1,300}})\]\((?P<link>{_SCHEME})\)"
    r"|\*\*(?=[^\s*])(?P<bold>(?:\\.|[^\n*]|\*(?!\*)){1,2000}?)(?<=\S)\*\*"
    r"|\*(?=[^\s*])(?P<italic>(?:\\.|[^\n*]){1,2000}?)(?<=\S)\*"
    r"|(?P<url>https://[^\s()<>\"\\]{1,500})"
)
_ITEM = re.compile(r"(?:(?P<dash>- )|(?P<number>\d{1,3})\. |(?P<heading># ))(?=\S)")
_SPECIAL = re.compile(r"[\\*\[\]]")
_TRAILING = ".,;:!?'"

PAGE = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body style="margin:0;padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5;">\n'
    '<div style="max-width:640px;">\n{body}\n</div>\n</body></html>\n'
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look; `link` is an https or mailto address, or ""."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph ("p"), heading ("h"), or list item ("li", or "ol" with its `number`); each line is a row of spans."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]
    number: int = 0


def escaped(text: str) -> str:
    """`text` as markup that says exactly this: what a merge field puts in can mark nothing up."""
    return _SPECIAL.sub(lambda sign: f"\\{sign[0]}", text)


def parse(source: str) -> tuple[Block, ...]:
    """The blocks of a letter, in order."""
    return tuple(_blocks(source.replace("\r\n", "\n").split("\n")))


def plain(source: str) -> str:
    """The letter as plain text: marks taken away, links written out, lists kept."""
    made = ""
    before = ""
    for block in parse(source):
        text = "\n".join("".join(_plain_span(span) for span in line) for line in block.lines)
        mark = {"li": "- ", "ol": f"{block.number}. "}.get(block.kind, "")
        gap = "" if not made else "\n" if mark and block.kind == before else "\n\n"
        made += f"{gap}{mark}{text}"
        before = block.kind
    return made


def html(source: str, title: str = "") -> str:
    """The letter as a whole page of HTML, every word of it escaped; links lead to https and mailto alone."""
    return PAGE.format(title=escape(title), body="\n".join(_html_blocks(parse(source))))


def _blocks(lines: list[str]) -> Iterator[Block]:
    waiting: list[str] = []
    for line in [*lines, ""]:
        item = _ITEM.match(line)
        if (item or not line.strip()) and waiting:
            yield Block("p", tuple(tuple(_spans(each.rstrip())) for each in waiting))
            waiting = []
        if item:
            kind = "li" if item["dash"] else "h" if item["heading"] else "ol"
            yield Block(kind, (tuple(_spans(line[item.end() :].rstrip())),), int(item["number"] or 0))
        elif line.strip():
            waiting.append(line)


def _spans(text: str, *, bold: bool = False, italic: bool = False) -> Iterator[Span]:
    kept = ""
    place = 0
    for found in _INLINE.finditer(text):
        kept += text[place : found.start()]
        place = found.end()
        if found["sign"]:
            kept += found["sign"]
            continue
        if kept:
            yield Span(kept, bold, italic)
            kept = ""
        if found["link"]:
            yield Span(found["words"], bold, italic, found["link"])
        elif found["bold"]:
            yield from _spans(found["bold"], bold=True, italic=italic)
        elif found["italic"]:
            yield from _spans(found["italic"], bold=bold, italic=True)
        else:
            url = found["url"].rstrip(_TRAILING)
            yield Span(url, bold, italic, url)
            kept = found["url"][len(url) :]
    if kept + text[place:]:
        yield Span(kept + text[place:], bold, italic)


def _plain_span(span: Span) -> str:
    address = span.link.removeprefix("mailto:")
    return span.text if not span.link or span.text == address else f"{span.text} ({address})"


def _html_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    before = ""
    for block in blocks:
        tag = {"li": "ul", "ol": "ol"}.get(block.kind, "")
        if before and before != tag:
            yield f"</{before}>"
        if tag and tag != before:
            start = f' start="{block.number}"' if block.kind == "ol" and block.number != 1 else ""
            yield f'<{tag}{start} style="margin:0 0 1em;padding-left:1.5em;">'
        before = tag
        text = "<br>\n".join("".join(_html_span(span) for span in line) for line in block.lines)
        if tag:
            yield f"<li>{text}</li>"
        elif block.kind == "h":
            yield f'<h2 style="font-size:18px;margin:0 0 0.5em;">{text}</h2>'
        else:
            yield f'<p style="margin:0 0 1em;">{text}</p>'
    if before:
        yield f"</{before}>"


def _html_span(span: Span) -> str:
    words = escape(span.text)
    words = f"<em>{words}</em>" if span.italic else words
    words = f"<strong>{words}</strong>" if span.bold else words
    return f'<a href="{escape(span.link)}">{words}</a>' if span.link else words
