"""Readiness and pitch guard: one small rule a function, each with code, norm, severity and the words a person reads."""

from __future__ import annotations

from advoplanner.domain.checks import agenda, guests, invitations, pitch, seating, turnout
from advoplanner.domain.checks.case import CheckCase, CheckGuest, CheckWave
from advoplanner.domain.checks.findings import AreaReadiness, CheckReport, Finding
from advoplanner.domain.checks.norms import Norm, read_norms
from advoplanner.domain.checks.registry import Rule, judge
from advoplanner.domain.checks.turnout import Turnout, forecast

RULES: tuple[Rule, ...] = (*pitch.RULES, *agenda.RULES, *guests.RULES, *turnout.RULES, *seating.RULES, *invitations.RULES)
"""All rules, in the order in which findings of one severity are listed."""

__all__ = [
    "RULES",
    "AreaReadiness",
    "CheckCase",
    "CheckGuest",
    "CheckReport",
    "CheckWave",
    "Finding",
    "Norm",
    "Rule",
    "Turnout",
    "forecast",
    "judge",
    "read_norms",
]
