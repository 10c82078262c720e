"""How the search cools: the temperature follows the share of steps that make a move, so that no weights need tuning."""

from __future__ import annotations

import math

WINDOW = 256
"""Steps between two corrections of the temperature."""
_HOTTEST = math.log(0.35)
_COLDEST = math.log(0.02)
_FALL = 0.12
_FIRM = 4.0
_FIRMEST = 0.06
_DRIFT = 0.5


def steered(temperature: float, taken: int, done: float, pace: float, least: float) -> float:
    """The temperature after a window in which `taken` steps made a move, at `done` (0 to 1) of a run with `pace` of it a window.

    The share of moves shall fall from 35 % to 2 %, evenly in its logarithm. The longer the run, the less one window
    counts: chasing each would heat a plan that is good by luck and freeze one that is bad. It never gets colder than an
    even fall from `least` to an eighth of it: where many guests are worth much the same, moves that change next to
    nothing would else make the share look high, and groups of peers freeze before they have found each other.
    """
    wanted = _HOTTEST + (_COLDEST - _HOTTEST) * done
    share = math.log((taken + 0.5) / (WINDOW + 1.0))
    rate = min(_FIRMEST, _FIRM * pace / (done + pace))
    after = temperature * math.exp(min(0.1, max(-0.1, rate * (wanted - share) - _DRIFT * pace)))
    return float(max(after, least * _FALL**done))
