"""What makes a file PDF/A-2u and PDF/UA-1: metadata that repeat the title, and the colours that numbers stand for.

ISO 19005-2 (archives) and ISO 14289-1 (readers who do not see the page) each ask for their mark in the XMP packet.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pikepdf import Pdf

PRODUCER = "AdvoPlanner"
REPACKED = 12
"""How often the whole file is packed anew at most."""

_UNCLEAR = b"\r\nendstream"
_BUNDLE = re.compile(rb"<< /Type /ObjStm /Length (\d+) [^<>]*?>>\nstream\n")
_TRIES = 200
_LINE_END, _SPACE = b"\n "


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself: texts, and the language of its words as a BCP 47 tag."""

    title: str
    author: str
    subject: str
    language: str = "en-GB"


def archival(pdf: bytes, about: About) -> bytes:
    """`pdf` as reportlab wrote it, made PDF/A-2u and PDF/UA-1: what the file says of itself, its colours, and a syntax that archives take.

    Objects go into compressed bundles, and the file's identity follows from its content: the same pack gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        packet = document.make_stream(_packet(about).encode())
        packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        profile = document.make_stream(zlib.compress(srgb_profile()))
        profile.N, profile.Alternate, profile.Filter = 3, pikepdf.Name.DeviceRGB, pikepdf.Name.FlateDecode
        name = pikepdf.String("sRGB IEC61966-2.1")
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1, OutputConditionIdentifier=name, Info=name, DestOutputProfile=profile
        )
        document.Root.Metadata = packet
        document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])
        _rewrite_info(document, about)
        _end_clearly(document)
        return _saved(document)


def _saved(document: Pdf) -> bytes:
    """The whole file. Bundles are packed anew where one happens to end unclearly, by giving a page's size a number of its own."""
    import pikepdf

    for page in document.pages[:REPACKED]:
        out = BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        whole = _bundles_ended_clearly(out.getvalue())
        if _UNCLEAR not in whole:
            return whole
        page.MediaBox = document.make_indirect(page.MediaBox)
    out = BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()


def _bundles_ended_clearly(whole: bytes) -> bytes:
    """The file with every bundle that ends unclearly packed in another way of the same length, so that nothing moves."""
    if _UNCLEAR not in whole:
        return whole
    bundles = {head.end(): int(head[1]) for head in _BUNDLE.finditer(whole)}
    changed = bytearray(whole)
    for begin, length in bundles.items():
        end = begin + length
        if whole[end - 1 : end] == b"\r":
            changed[begin:end] = _packed_anew(whole[begin:end])
    return bytes(changed)


def _packed_anew(packed: bytes) -> bytes:
    """A bundle of the same meaning and length that ends in another byte: a line end between two objects becomes a space,
    or a space between two of the numbers before them a line end.

    The last byte of what is packed is a sum of all bytes. Where nothing fits it stays as it was.
    """
    plain = zlib.decompress(packed)
    numbers = plain.find(b"\n")
    spots = [at for at, byte in enumerate(plain) if byte == _LINE_END or (byte == _SPACE and at < numbers)]
    for at in reversed(spots[-_TRIES:]):
        other = plain[:at] + (b" " if plain[at] == _LINE_END else b"\n") + plain[at + 1 :]
        for level in (6, 7, 5, 9):
            tried = zlib.compress(other, level)
            if len(tried) == len(packed) and not tried.endswith(b"\r"):
                return tried
    return packed


def _end_clearly(document: Pdf) -> None:
    """Let no stream end in half a line end: before the one that closes it nobody could tell whether it belongs to the data."""
    import pikepdf

    for each in document.objects:
        if not isinstance(each, pikepdf.Stream) or not each.read_raw_bytes().endswith(b"\r"):
            continue
        data = each.read_bytes()
        # The last byte of what is packed is a sum of all bytes, so zeros would leave it as it is.
        data += b"\n" if data.isascii() else b"\0\0\0\1"
        each.write(zlib.compress(data), filter=pikepdf.Name.FlateDecode)
        if "/Length1" in each:
            each.Length1 = len(data)


def _rewrite_info(document: Pdf, about: About) -> None:
    """Leave no dates, so that the same pack gives the same bytes, and nothing that the metadata do not say too."""
    for name in list(document.docinfo.keys()):
        del document.docinfo[name]
    entries = {"/Title": about.title, "/Author": about.author, "/Subject": about.subject, "/Creator": PRODUCER, "/Producer": PRODUCER}
    for name, text in entries.items():
        document.docinfo[name] = text


def _packet(about: About) -> str:
    title, author, subject, language = (escape(part, {'"': "&quot;"}) for part in (about.title, about.author, about.subject, about.language))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_EXTENSION}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""An archive wants every property explained that ISO 19005-2 does not know itself."""


@cache
def srgb_profile() -> bytes:
    """An ICC profile (version 2.1) for sRGB, made from the numbers of IEC 61966-2-1 as adapted to D50."""
    white, curve = _xyz(0.9642, 1.0, 0.8249), _tone_curve()
    words = b"sRGB"
    tags = {
        b"desc": b"desc\0\0\0\0" + (len(words) + 1).to_bytes(4, "big") + words + b"\0" + bytes(78),
        b"cprt": b"text\0\0\0\0Public domain\0",
        b"wtpt": white,
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    index, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    placed: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in placed:
            placed[data] = at + len(body)
            body += data + bytes(-len(data) % 4)
        index += name + placed[data].to_bytes(4, "big") + len(data).to_bytes(4, "big")
    made = bytes.fromhex("07EA 0001 0001 0000 0000 0000")  # 2026-01-01: a profile must carry a date, and this one never changes
    head = (at + len(body)).to_bytes(4, "big") + bytes(4) + b"\x02\x10\0\0mntrRGB XYZ " + made + b"acsp" + bytes(28) + white[8:]
    return head + bytes(128 - len(head)) + len(tags).to_bytes(4, "big") + index + body


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(round(value * 65536).to_bytes(4, "big") for value in (x, y, z))


def _tone_curve(steps: int = 1024) -> bytes:
    """From a colour's number to light, as a table: linear near black, a power of 2.4 above."""
    numbers = (step / (steps - 1) for step in range(steps))
    light = (n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in numbers)
    return b"curv\0\0\0\0" + steps.to_bytes(4, "big") + b"".join(round(value * 65535).to_bytes(2, "big") for value in light)
