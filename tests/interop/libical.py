"""libical read through ctypes: as Evolution, KDE's forerunners and many servers read calendars."""

from __future__ import annotations

import ctypes
import ctypes.util
from datetime import UTC, datetime, timedelta

VEVENT = 4


class _Time(ctypes.Structure):
    """struct icaltimetype of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    )  # fmt: skip


def load() -> ctypes.CDLL | None:
    """The library where it is installed."""
    name = ctypes.util.find_library("ical")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    for function, result, *arguments in (
        ("icalparser_parse_string", pointer, text),
        ("icalcomponent_count_errors", ctypes.c_int, pointer),
        ("icalcomponent_get_first_component", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_next_component", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_uid", text, pointer),
        ("icalcomponent_get_summary", text, pointer),
        ("icalcomponent_get_sequence", ctypes.c_int, pointer),
        ("icalcomponent_get_dtstart", _Time, pointer),
        ("icalcomponent_get_dtend", _Time, pointer),
        ("icalcomponent_get_first_property", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_next_property", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_method", ctypes.c_int, pointer),
        ("icalproperty_string_to_kind", ctypes.c_int, text),
        ("icalproperty_get_value_as_string", text, pointer),
        ("icalproperty_enum_to_string", text, ctypes.c_int),
        ("icaltime_as_timet_with_zone", ctypes.c_long, _Time, pointer),
        ("icaltime_get_tzid", text, _Time),
        ("icalproperty_get_parameter_as_string", text, pointer, text),
        ("icalcomponent_free", None, pointer),
    ):
        bound = getattr(library, function)
        bound.restype, bound.argtypes = result, arguments
    return library


def read(library: ctypes.CDLL, data: bytes) -> dict[str, object]:
    """The one event of a calendar object."""
    root = library.icalparser_parse_string(data)
    assert root, "it is no calendar object"
    assert library.icalcomponent_count_errors(root) == 0, "it has errors"
    event = library.icalcomponent_get_first_component(root, VEVENT)
    assert library.icalcomponent_get_next_component(root, VEVENT) is None, "it has two events"
    start = _properties(library, event, b"DTSTART")[0]
    found = {
        "uid": library.icalcomponent_get_uid(event).decode(),
        "method": library.icalproperty_enum_to_string(library.icalcomponent_get_method(root)).decode(),
        "attendees": [library.icalproperty_get_value_as_string(p).decode() for p in _properties(library, event, b"ATTENDEE")],
        "sequence": library.icalcomponent_get_sequence(event),
        "summary": library.icalcomponent_get_summary(event).decode(),
        "start": _moment(library, library.icalcomponent_get_dtstart(event)),
        "end": _moment(library, library.icalcomponent_get_dtend(event)),
        "tzid": (library.icalproperty_get_parameter_as_string(start, b"TZID") or b"").decode(),
    }
    library.icalcomponent_free(root)
    return found


def _properties(library: ctypes.CDLL, event: int, name: bytes) -> list[int]:
    kind = library.icalproperty_string_to_kind(name)
    found, each = [], library.icalcomponent_get_first_property(event, kind)
    while each:
        found.append(each)
        each = library.icalcomponent_get_next_property(event, kind)
    return found


def _moment(library: ctypes.CDLL, at: _Time) -> str:
    if at.is_date:
        return f"{at.year:04d}{at.month:02d}{at.day:02d}"
    assert at.zone, "its TZID is not defined in the object"
    seconds = library.icaltime_as_timet_with_zone(at, at.zone)
    return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds):%Y%m%dT%H%M%SZ}"
