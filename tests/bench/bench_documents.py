"""The printed pack: a host's briefing for 400 guests beside typst and Platypus in the same run, and one page after an edit.

Each engine writes the same parts, texts and pictures in a process of its own; CPU time, peak memory and size are compared as ratios,
for the machine's pace changes and the ratio does not. Rivals that are not installed are passed over with a word.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measured import ROOT, Ledger, child, cpu, run

sys.path.insert(0, str(ROOT / "tests" / "exports"))
FONTS = ROOT / "resources" / "fonts"
HERE = Path(__file__)
GUESTS, MANY, FEW = 400, 1_000, 60


def main(argv: Sequence[str]) -> int:
    if argv and argv[0] in ENGINES:
        return _measured(ENGINES[argv[0]], Path(argv[1]))
    ledger = Ledger("--smoke" in argv)
    with tempfile.TemporaryDirectory() as folder:
        counts = (4, 6, 3) if ledger.smoke else (GUESTS, MANY, FEW)
        folders = [_data(Path(folder) / str(count), count) for count in counts]
        seconds, memory, size, pages = child(str(HERE), "ours", folders[0])
        print(f"{counts[0]} guests: {pages:.0f} pages, {seconds:.2f} s CPU, {memory:.0f} MB at most, {size:.2f} MB on disk")
        _against("typst", (0.60, 0.25, 0.65), (seconds, memory, size), folders[0], ledger)
        _against("platypus", (0.30, 1.1, 1.1), (seconds, memory, size), folders[0], ledger)
        few, many = [min(child(str(HERE), "ours", folder)[0] for _ in range(3)) for folder in folders[:2]]
        ledger.note(f"CPU of {counts[1]:,} guests over that of {counts[0]}", many / few, 2.6, floor=counts[1] / counts[0], unit="×")
        ledger.note(f"{counts[2]} guests, the whole pack", child(str(HERE), "ours", folders[2])[0] * 1000, 1_000)
        for folder, count in zip((folders[2], folders[0]), (counts[2], counts[0]), strict=True):
            ledger.note(
                f"of {count:,} guests one is edited: the page, drawn and rastered",
                min(child(str(HERE), "page", folder)[0] for _ in range(3)) * 1000,
                50,
            )
    return ledger.status()


def _against(rival: str, limits: tuple[float, float, float], ours: tuple[float, float, float], folder: Path, ledger: Ledger) -> None:
    if find_spec({"platypus": "reportlab"}.get(rival, rival)) is None:
        print(f"{rival} is passed over: python -m pip install -e .[bench] brings it")
        return
    theirs = child(str(HERE), rival, folder)
    print(f"{rival}: {theirs[3]:.0f} pages, {theirs[0]:.2f} s CPU, {theirs[1]:.0f} MB at most, {theirs[2]:.2f} MB on disk")
    for what, mine, other, limit in zip(("CPU", "memory", "size"), ours, theirs, limits, strict=False):
        ledger.note(f"{what} beside {rival}", mine / other, limit, unit="×")


def _measured(write: Callable[[Path, Path], Callable[[], object]], folder: Path) -> int:
    """Print CPU seconds, peak MB, MB of the file and its pages."""
    target = folder / "pack.pdf"
    work = write(folder, target)
    spent = cpu(work, _EDITS - 1 if write is _page else 1) / 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    import pypdfium2

    print(spent, peak, target.stat().st_size / 1e6, len(pypdfium2.PdfDocument(target)))
    return 0


def _ours(folder: Path, target: Path) -> Callable[[], object]:
    from advoplanner.exports import briefing_pdf

    pack = _pack(folder)
    return lambda: briefing_pdf.write(pack, target)


def _typst(folder: Path, target: Path) -> Callable[[], object]:
    import typst

    source = HERE.parent / "rivals" / "pack.typ"
    (folder / source.name).write_bytes(source.read_bytes())
    return lambda: typst.compile(folder / source.name, output=target, root=folder, font_paths=[FONTS], ignore_system_fonts=True)


def _platypus(folder: Path, target: Path) -> Callable[[], object]:
    sys.path.insert(0, str(HERE.parent / "rivals"))
    import platypus

    data = json.loads((folder / "pack.json").read_text("utf-8"))
    return lambda: platypus.write(data, folder, FONTS, target)


def _page(folder: Path, target: Path) -> Callable[[], object]:
    """Another guest edited each time, their page made and rastered at 96 dpi; every guest is read anew, as from a workspace."""
    from advoplanner.exports.documents import draw_page
    from ui.pages.packs.rendering import page_image

    packs = [_pack(folder) for _ in range(_EDITS)]
    for edit, pack in enumerate(packs):
        guests = list(pack.guests)
        at = edit % len(guests)
        guests[at] = replace(guests[at], background=f"Edited {edit}. {guests[at].background}")
        packs[edit] = replace(pack, guests=tuple(guests))
    turns = iter(packs)

    def look() -> None:
        pdf, _, _ = draw_page("briefing", next(turns), len(guests) // 2)
        assert page_image(pdf, 0, 96 / 72).height() > 1_000
        target.write_bytes(pdf)

    look()  # the first look makes everything known; it is the edits after it that are waited for
    return look


_EDITS = 6
ENGINES = {"ours": _ours, "typst": _typst, "platypus": _platypus, "page": _page}


def _pack(folder: Path) -> Any:
    """The pack of so many customers, each with the photo that lies in `folder`."""
    import made_up

    photos = sorted(folder.glob("*.jpg"))
    pack = made_up.pack(len(photos))
    guests = [replace(g, side="customer", role="participant", photo=p.read_bytes()) for g, p in zip(pack.guests, photos, strict=True)]
    return replace(pack, guests=tuple(guests))


def _data(folder: Path, count: int) -> Path:
    """Photos that differ, and the pack's words as JSON for those who cannot read it."""
    from PIL import Image

    folder.mkdir()
    for number in range(count):
        noise = Image.effect_noise((37, 37), 30 + number % 20).resize((300, 300), Image.Resampling.BICUBIC)
        tone = Image.new("RGB", (300, 300), (number % 256, 90 + number % 90, 160))
        Image.blend(noise.convert("RGB"), tone, 0.5).save(folder / f"{number:04}.jpg", quality=85)
    pack = _pack(folder)
    (folder / "pack.json").write_text(json.dumps(_words(pack), ensure_ascii=False), "utf-8")
    return folder


def _words(pack: Any) -> dict[str, Any]:
    from advoplanner.exports.guest_parts import sections_of

    days: dict[Any, list[dict[str, str]]] = {}
    for s in pack.sessions:
        days.setdefault(s.start.date(), []).append({"time": f"{s.start:%H:%M}", "title": s.title, "place": f"{s.room} · {s.people}"})
    sections = sections_of(pack)
    guests = [
        {
            "name": g.name, "label": f"Customer · table {g.table}, seat {g.seat}", "job": g.job_title, "organisation": g.organisation,
            "languages": g.languages, "table": g.table, "background": g.background, "points": g.talking_points, "moves": g.moves_them,
            "questions": g.ask_them, "facts": [*g.stay, ("Diet", g.diet or "–"), ("Table", g.table)],
            "sections": sections.get(g.id, ()), "meet": [(m.name, m.reason) for m in g.should_meet], "photo": f"{int(g.id[1:]):04}.jpg",
        }
        for g in pack.guests
    ]  # fmt: skip
    tables = [{"title": f"Table {t.name}", "rows": [(str(s.number), s.name, "") for s in t.seats]} for t in pack.plan.tables]
    return {
        "title": pack.event.title, "author": pack.event.organiser_name, "purpose": pack.event.purpose, "objectives": pack.event.objectives,
        "days": [{"title": f"{day:%A %d %B}", "sessions": sessions} for day, sessions in days.items()], "guests": guests, "tables": tables,
    }  # fmt: skip


if __name__ == "__main__":
    run(main)
