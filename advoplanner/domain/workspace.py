"""The workspace itself: who sends, in which zone and on which paper."""

from __future__ import annotations

from advoplanner.core.records import dataclass


@dataclass(frozen=True, slots=True)
class WorkspaceInfoRow:
    """What holds for the whole workspace; `paper` is a4 or letter, `product_names` feed the pitch guard, which passes over `ignored_words`."""

    name: str
    default_zone: str
    paper: str
    host_company: str
    sender_name: str
    sender_email: str
    sender_address: str
    product_names: tuple[str, ...]
    ignored_words: tuple[str, ...]
    version: int
