"""Where a finding is put right: the page, and the guest, session or fact on it."""

from __future__ import annotations

from advoplanner.domain.checks import Finding

FACT = "fact."
"""What stands before the name of a field in the item that opens the event's details at it."""

FIELDS_OF = {
    "event.no_topic": "topic", "event.topic_product": "topic", "event.no_learn_goal": "learn_goal", "event.no_objective": "objectives",
    "event.stages": "stages", "event.cadence": "start",
    "guests.no_quorum": "quorum", "guests.capacity": "capacity", "invitations.no_organiser": "organiser_email",
    "invitations.bad_organiser": "organiser_email",
}  # fmt: skip
"""The fact of the event that each check is about."""

PAGE_WORDS = {
    "overview": "Open the details", "guests": "Go to the guests", "agenda": "Go to the agenda", "seating": "Go to the seating",
    "invitations": "Go to the invitations", "venues": "Go to the venue", "settings": "Open the settings",
    "introductions": "Go to the introductions", "kit": "Go to the kit", "reserved_seats": "Go to the kept seats",
    "guru_slots": "Go to the one-to-ones",
}  # fmt: skip
"""The button that leads to each page."""


def place_of(finding: Finding, venue_id: str) -> tuple[str, str | None]:
    """The page where a finding is put right, and what to show on it."""
    if finding.unknown and finding.code == "agenda.outside_hours" and venue_id:
        return "venues", venue_id
    if finding.unknown and finding.code == "pitch.product_name":
        return "settings", None
    if finding.page == "overview" or finding.code in FIELDS_OF:
        return "overview", FACT + FIELDS_OF.get(finding.code, "purpose")
    return finding.page, finding.subject_ids[0] if finding.subject_ids else None
