"""Who assists whom: answers come through them, and calls go to them."""

from __future__ import annotations

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.services.context import Workspace
from advoplanner.store.models import Person


def choose(ws: Workspace, person_id: str, assistant_id: str) -> ChangeSet:
    """Let somebody assist a person; "" for nobody. Raises RuleBroken at `assistant`."""
    with ws.action("") as work:
        person = work.session.get(Person, person_id)
        assistant = work.session.get(Person, assistant_id) if assistant_id else None
        if person is None or (assistant_id and assistant is None):
            raise RuleBroken("people.unknown", "One of these two is no longer in the workspace.", "Undo brings them back.", field="assistant")
        if person_id == assistant_id:
            sentence = f"{person.display_name} cannot be their own assistant."
            raise RuleBroken("people.own_assistant", sentence, "Choose somebody else.", field="assistant")
        if assistant is not None and assistant.assistant_id == person_id:
            sentence = f"{person.display_name} assists {assistant.display_name} already."
            raise RuleBroken("people.assistants", sentence, "Take that away first.", field="assistant")
        work.label = f"{assistant.display_name} assists {person.display_name}" if assistant else f"Nobody assists {person.display_name}"
        person.assistant_id = assistant_id or None
    return work.changes
