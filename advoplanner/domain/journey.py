"""The stages at which a company stands with what the vendor offers, and which of them an event is for."""

from __future__ import annotations

from collections.abc import Iterable

from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import listed

STAGES: dict[str, str] = {
    "aware": "Becoming aware", "comparing": "Comparing", "deciding": "Deciding", "introducing": "Introducing it", "using": "Using it",
}  # fmt: skip
"""In the order in which a company passes through them; advocates help at each, from the first on."""


def check_stage(stage: str, field: str) -> str:
    """A word of STAGES, "" for not known; raises RuleBroken `journey.stage` at `field`."""
    if stage and stage not in STAGES:
        raise RuleBroken("journey.stage", f"“{stage}” is no stage of the journey.", f"Choose one of: {', '.join(STAGES)}.", field=field)
    return stage


def check_stages(stages: Iterable[str]) -> list[str]:
    """The stages that an event is for, in their order and each once; raises RuleBroken `journey.stage` at `stages`."""
    wanted = {check_stage(stage, "stages") for stage in stages}
    return [stage for stage in STAGES if stage in wanted]


def stage_words(stages: Iterable[str]) -> str:
    """ "becoming aware and comparing", as they stand in a sentence."""
    return listed([STAGES[stage].lower() for stage in stages])
