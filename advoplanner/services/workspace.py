"""Settings of the workspace: its name, who sends, the zone and paper of new things, and the names of products."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from advoplanner.core.changes import ChangeSet
from advoplanner.core.dates import zone
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import clean, key, whole
from advoplanner.domain.workspace import WorkspaceInfoRow
from advoplanner.services.context import Workspace
from advoplanner.store.queries import workspace as queries


def info(ws: Workspace) -> WorkspaceInfoRow:
    """The workspace's settings."""
    with ws.reading() as session:
        return queries.info(session)


def edit(ws: Workspace, *, merge_key: str = "", **fields: Any) -> ChangeSet:
    """Change settings named as in WorkspaceInfoRow. `merge_key` names a field while somebody types in it.

    Raises RuleBroken with the field where a zone is unknown, an address cannot be sent from, or paper is neither a4 nor letter.
    """
    unknown = set(fields) - set(_READERS)
    if unknown:
        raise TypeError(f"a workspace has no setting {sorted(unknown)[0]!r}")
    values = {name: _READERS[name](value) for name, value in fields.items()}
    with ws.action("Change the workspace's settings", merge_key=merge_key) as work:
        row = queries.stored(work.session)
        for name, value in values.items():
            setattr(row, name, value)
    return work.changes


def _name(text: str) -> str:
    name = whole(text, 160, "name")
    if not name:
        raise RuleBroken("workspace.name", "A workspace needs a name.", "Write one that tells it from others.", field="name")
    return name


def _zone(name: str) -> str:
    if not name.strip():
        return ""
    try:
        return zone(name.strip()).key
    except RuleBroken as problem:
        raise RuleBroken(problem.code, problem.sentence, problem.hint, field="default_zone") from problem


def _paper(word: str) -> str:
    from advoplanner.domain.documents import Paper

    if word not in set(Paper):
        raise RuleBroken("workspace.paper", f"“{clean(word)}” is not a paper that is printed on here.", "Choose a4 or letter.", field="paper")
    return str(word)


def _sender_email(address: str) -> str:
    from advoplanner.domain.invitations import check_address

    if not address.strip():
        return ""
    try:
        return check_address(address)
    except RuleBroken as problem:
        raise RuleBroken(problem.code, problem.sentence, problem.hint, field="sender_email") from problem


def _names(field: str, names: Iterable[str]) -> list[str]:
    """Names in the order given, each once however it is spelled."""
    found: dict[str, str] = {}
    for text in names:
        name = whole(text, 120, field)
        found.setdefault(key(name), name)
    return [name for name in found.values() if name]


_READERS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "default_zone": _zone,
    "paper": _paper,
    "host_company": lambda text: whole(text, 160, "host_company"),
    "sender_name": lambda text: whole(text, 160, "sender_name"),
    "sender_email": _sender_email,
    "sender_address": lambda text: whole(text, 300, "sender_address", lines=True),
    "product_names": partial(_names, "product_names"),
    "ignored_words": partial(_names, "ignored_words"),
}
