"""Readiness and pitch guard: one small rule a function, each with code, norm, severity and the words a person reads."""

from __future__ import annotations

from advoplanner.domain.checks import agenda, boards, care, event, form, guests, invitations, mix, pitch, reach, room, seating, turnout
from advoplanner.domain.checks.case import CheckCase, CheckClash, CheckGuest, CheckMeeting, CheckTable, CheckTalk, CheckWave, PastTurnout
from advoplanner.domain.checks.findings import AreaReadiness, CheckReport, Finding
from advoplanner.domain.checks.norms import Norm, Override, adapted, read_norms
from advoplanner.domain.checks.registry import GATES, Rule, judge
from advoplanner.domain.checks.turnout import Turnout, forecast
from advoplanner.domain.checks.waivers import Waiver

RULES: tuple[Rule, ...] = (
    *event.RULES, *pitch.RULES, *agenda.RULES, *guests.RULES, *reach.RULES, *mix.RULES, *care.RULES, *turnout.RULES, *form.RULES,
    *seating.RULES, *room.RULES, *invitations.RULES, *boards.RULES,
)  # fmt: skip
"""All rules, in the order in which findings of one severity are listed."""

__all__ = [
    "GATES",
    "RULES",
    "AreaReadiness",
    "CheckCase",
    "CheckClash",
    "CheckGuest",
    "CheckMeeting",
    "CheckReport",
    "CheckTable",
    "CheckTalk",
    "CheckWave",
    "Finding",
    "Norm",
    "Override",
    "PastTurnout",
    "Rule",
    "Turnout",
    "Waiver",
    "adapted",
    "forecast",
    "judge",
    "read_norms",
]
