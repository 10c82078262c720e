"""Habits that keep text from outside harmless and failures visible, checked in the source of every module."""

from __future__ import annotations

import ast

# Module → what is used instead.
BANNED_IMPORTS = {
    "email.mime": "email.message.EmailMessage, which checks header values",
    "pickle": "JSON",
    "marshal": "JSON",
    "shelve": "JSON",
    "yaml": "TOML through tomlkit",
    "xml.etree": "nothing here reads XML",
}
BROAD = {"Exception", "BaseException"}


def calls_outside(sources, folder: str, names: set[str]) -> list[str]:
    return [f"{s.path}:{call.lineno} {name}" for s in sources if not s.inside(folder) for call, name in s.calls() if name in names]


def caught(handler: ast.ExceptHandler) -> set[str]:
    """Names that a handler catches; a bare `except:` catches BaseException."""
    if handler.type is None:
        return {"BaseException"}
    nodes = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def says_nothing(handler: ast.ExceptHandler) -> bool:
    """Whether a handler neither raises, returns, calls nor sets anything."""
    return not any(isinstance(node, ast.Raise | ast.Return | ast.Call | ast.Assign | ast.AugAssign | ast.Yield) for node in ast.walk(handler))


def tells(handler: ast.ExceptHandler) -> bool:
    """Whether a handler raises, hands on what it caught, or logs it with its trace."""
    used = {node.id for node in ast.walk(handler) if isinstance(node, ast.Name)}
    logs = any(isinstance(node, ast.Attribute) and node.attr == "exception" for node in ast.walk(handler))
    return logs or handler.name in used or any(isinstance(node, ast.Raise) for node in ast.walk(handler))


def is_plain(node: ast.expr) -> bool:
    """Whether a tooltip's text is written in the source, made plain, or taken from another tooltip; either way of a choice."""
    if isinstance(node, ast.IfExp):
        return is_plain(node.body) and is_plain(node.orelse)
    if isinstance(node, ast.Call):
        made = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return made in ("tip", "plain_tip", "toolTip", "long_date")
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def is_a_loop_step(handler: ast.ExceptHandler) -> bool:
    """`except ValueError: continue` tries the next form; that is a choice, not silence, where the type is narrow."""
    return all(isinstance(node, ast.Continue | ast.Break) for node in handler.body) and not caught(handler) & BROAD


def test_dangerous_modules_are_never_imported(sources) -> None:
    found = [
        f"{s.path}:{line} {name}; take {instead}"
        for s in sources
        for line, name in s.imports()
        for banned, instead in BANNED_IMPORTS.items()
        if name == banned or name.startswith(f"{banned}.")
    ]
    assert found == []


def test_only_the_kit_makes_labels_and_message_boxes(sources) -> None:
    windows = [s for s in sources if s.inside("ui/")]
    assert calls_outside(windows, "ui/kit/", {"QLabel", "QMessageBox"}) == []


def test_only_the_kit_may_show_markup(sources) -> None:
    windows = [s for s in sources if s.inside("ui/")]
    assert calls_outside(windows, "ui/kit/", {"setHtml", "insertHtml", "setTextFormat", "setMarkdown"}) == []


def test_tooltips_are_words_of_ours_or_made_plain(sources) -> None:
    tips = [(s, call) for s in sources if s.inside("ui/") for call, name in s.calls() if name == "setToolTip"]
    assert tips, "no tooltip was read"
    assert [f"{s.path}:{call.lineno}" for s, call in tips if not is_plain(call.args[0])] == []


def test_no_layout_is_asked_for_its_items(sources) -> None:
    """Qt deletes such an item with its widget, and PySide does not learn of it: what it remembers then names memory that a later object
    gets, and the program crashes when that one goes. Who wants the widgets keeps a list; `takeAt` hands an item over, which is safe.
    """
    windows = [s for s in sources if s.inside("ui/")]
    assert calls_outside(windows, "nowhere", {"itemAt", "itemAtPosition"}) == []


def test_documents_draw_text_and_parse_no_markup(sources) -> None:
    exports = [s for s in sources if s.inside("advoplanner/exports/")]
    assert calls_outside(exports, "nowhere", {"Paragraph", "XPreformatted"}) == []


def test_sql_text_is_never_put_together_from_values(sources) -> None:
    users = [s for s in sources if any(name.startswith("sqlalchemy") and name.endswith(".text") for _, name in s.imports())]
    texts = [(s, call) for s in users for call, name in s.calls() if name == "text" and isinstance(call.func, ast.Name) and call.args]
    assert [f"{s.path}:{call.lineno}" for s, call in texts if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)] == []


def test_nothing_waits_by_sleeping(sources) -> None:
    assert calls_outside(sources, "nowhere", {"sleep", "msleep", "processEvents"}) == []


def test_no_exception_vanishes(sources) -> None:
    handlers = [(s, node) for s in sources for node in ast.walk(s.tree) if isinstance(node, ast.ExceptHandler)]
    assert handlers, "no handler was read"
    assert [f"{s.path}:{h.lineno}" for s, h in handlers if says_nothing(h) and not is_a_loop_step(h)] == []


def test_whoever_catches_everything_tells_it(sources) -> None:
    handlers = [(s, node) for s in sources for node in ast.walk(s.tree) if isinstance(node, ast.ExceptHandler)]
    assert [f"{s.path}:{h.lineno}" for s, h in handlers if caught(h) & BROAD and not tells(h)] == []


def test_suppress_names_what_it_suppresses(sources) -> None:
    suppressed = [(s, call) for s in sources for call, name in s.calls() if name == "suppress"]
    assert [f"{s.path}:{c.lineno}" for s, c in suppressed if not c.args or any(ast.unparse(a) in BROAD for a in c.args)] == []
