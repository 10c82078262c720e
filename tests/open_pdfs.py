"""Open every PDF below a folder with all readers at hand: PDF/UA-1 and PDF/A-2u rule by rule, qpdf, PDFium, poppler and pdf.js.

    .venv/bin/python tests/open_pdfs.py DIR

Prints what any of them says and exits with 1 where one of them complains. pdf.js needs node 20 and npm, poppler its pdftotext; where
one is missing that is said, and the others read on.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import page
import pikepdf
import pypdfium2

PDFJS = "pdfjs-dist@5.4.530"
"""The newest that node 20 runs."""


def main(folder: Path) -> int:
    files = sorted(folder.rglob("*.pdf"))
    found = [f"{path.name}: {said}" for path in files for check in CHECKS for said in check(path)]
    found += list(pdfjs(files))
    print("\n".join(found) or f"{len(files)} files, no complaint")
    return 1 if found or not files else 0


def conformance(path: Path) -> Iterator[str]:
    for profile in ("ua1", "2u"):
        report = page.validate_pdf(path, profile=profile)
        yield from (f"{failure.rule_id} {failure.message}" for failure in report.failures)


def qpdf(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as opened:
        yield from (f"qpdf: {said}" for said in opened.check_pdf_syntax())


def pdfium(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    for number, sheet in enumerate(document, 1):
        colours = sheet.render(scale=0.2).to_pil().convert("L").getextrema()
        if colours[0] == colours[1]:
            yield f"PDFium: page {number} is blank"
        if not sheet.get_textpage().count_chars():
            yield f"PDFium: page {number} holds no text"


def poppler(path: Path) -> Iterator[str]:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True)
    yield from (f"poppler: {line}" for line in done.stderr.splitlines())


def pdfjs(files: list[Path]) -> Iterator[str]:
    if not (shutil.which("node") and shutil.which("npm")) or _node() < 20:
        print("pdf.js is left out: it needs node 20 and npm")
        return
    script = Path(__file__).with_suffix(".mjs")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(script, folder)
        made = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", PDFJS], cwd=folder, capture_output=True, text=True)
        if made.returncode != 0:
            print("pdf.js is left out: npm could not bring it")
            return
        names = "\n".join(str(path.resolve()) for path in files)
        done = subprocess.run(["node", script.name], cwd=folder, input=names, capture_output=True, text=True)
    yield from (f"pdf.js: {line}" for line in (done.stdout + done.stderr).splitlines())


def _node() -> int:
    done = subprocess.run(["node", "--version"], capture_output=True, text=True)
    return int(done.stdout.strip().lstrip("v").partition(".")[0] or 0)


CHECKS: list[Callable[[Path], Iterator[str]]] = [conformance, qpdf, pdfium]
if shutil.which("pdftotext"):
    CHECKS.append(poppler)
else:
    print("poppler is left out: pdftotext is not installed")

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
