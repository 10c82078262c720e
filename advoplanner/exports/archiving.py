"""What makes a file PDF/A-2u and PDF/UA-1: metadata that repeat the title, and the colours that numbers stand for.

ISO 19005-2 (archives) and ISO 14289-1 (readers who do not see the page) each ask for their mark in the XMP packet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from advoplanner.exports.pdf_file import PdfFile, text_string

PRODUCER = "AdvoPlanner"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself: texts, and the language of its words as a BCP 47 tag."""

    title: str
    author: str
    subject: str
    language: str = "en-GB"


def write_info(file: PdfFile, about: About) -> int:
    """The number of the information dictionary. It carries no dates, so that the same pack gives the same bytes."""
    entries = {"Title": about.title, "Author": about.author, "Subject": about.subject, "Creator": PRODUCER, "Producer": PRODUCER}
    return file.put(f"<<{''.join(f'/{name} {text_string(text)}' for name, text in entries.items())}>>")


def write_metadata(file: PdfFile, about: About) -> int:
    """The number of the XMP packet, which says the same as the information dictionary."""
    return file.stream("/Type/Metadata/Subtype/XML", _packet(about).encode(), packed=False)


def write_output_intent(file: PdfFile) -> int:
    """The number of the output intent: numbers for red, green and blue mean sRGB."""
    profile = file.stream("/N 3/Alternate/DeviceRGB", srgb_profile())
    name = text_string("sRGB IEC61966-2.1")
    return file.put(f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier {name}/Info {name}/DestOutputProfile {profile} 0 R>>")


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
