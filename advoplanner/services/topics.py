"""Members propose topics and vote for them; what is wanted goes on the agenda with the trail of who asked."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from advoplanner.core.changes import ChangeSet
from advoplanner.core.errors import RuleBroken
from advoplanner.core.text import fold, whole
from advoplanner.domain.topics import TEXT_LIMIT, TopicRow
from advoplanner.services import agenda
from advoplanner.services.context import Workspace
from advoplanner.store.models import Topic, TopicVote
from advoplanner.store.queries import topics as queries
from advoplanner.store.session import UnitOfWork


def rows(ws: Workspace, event_id: str) -> list[TopicRow]:
    """Topics of an event, what most members want first."""
    with ws.reading() as session:
        return queries.rows(session, event_id)


def members(ws: Workspace, event_id: str) -> list[tuple[str, str]]:
    """(guest id, name) of those who may propose and vote."""
    with ws.reading() as session:
        return queries.voters(session, event_id)


def propose(ws: Workspace, event_id: str, text: str, guest_id: str | None = None) -> ChangeSet:
    """Put a topic on the list; who proposes it wants it. Raises RuleBroken at `text` or `guest_id`; its id is `created("topic")[0]`."""
    words = whole(text, TEXT_LIMIT, "text")
    if not words:
        raise RuleBroken("topics.text", "A topic needs words.", "Write what the member wants to talk about.", field="text")
    with ws.action("Propose a topic") as work:
        if any(fold(row.text) == fold(words) for row in queries.rows(work.session, event_id)):
            raise RuleBroken("topics.again", "This topic is on the list already.", "Add a vote to it instead.", field="text")
        topic = Topic(event_id=event_id, text=words, proposed_by=guest_id or None)
        if guest_id:
            _check_member(work, event_id, guest_id)
        work.add(topic)
        work.session.flush()
        if guest_id:
            work.add(TopicVote(topic_id=topic.id, guest_id=guest_id))
    return work.changes


def vote(ws: Workspace, topic_id: str, guest_id: str, wanted: bool = True) -> ChangeSet:
    """Note that a member wants a topic, or no longer does; the vendor's own people have no vote. Raises RuleBroken at `guest_id`."""
    with ws.action("") as work:
        topic = _topic(work, topic_id)
        name = _check_member(work, topic.event_id, guest_id) if wanted else ""
        said = work.session.scalar(select(TopicVote).where(TopicVote.topic_id == topic_id, TopicVote.guest_id == guest_id))
        if wanted and said is None:
            work.add(TopicVote(topic_id=topic_id, guest_id=guest_id))
        elif not wanted and said is not None:
            work.delete_all([said])
        work.label = f"{name} wants “{topic.text}”" if wanted else f"Take back a vote for “{topic.text}”"
    return work.changes


def put_on_agenda(ws: Workspace, topic_id: str) -> ChangeSet:
    """A session in the agenda's tray that seeks members' input on the topic; raises RuleBroken where it is there already."""
    with ws.action("") as work:
        topic = _topic(work, topic_id)
        if topic.session_id:
            raise RuleBroken("topics.placed", "This topic is on the agenda already.", "Open the session there.")
        made = agenda.add(ws, topic.event_id, type="framed_discussion", title=topic.text[:160], input_sought=topic.text).created("session")
        topic.session_id = made[-1]
        work.label = f"Put “{topic.text[:80]}” on the agenda"
    return work.changes


def remove(ws: Workspace, topic_ids: Iterable[str]) -> ChangeSet:
    """Take topics off the list with their votes; sessions that came of them stay."""
    wanted = list(topic_ids)
    with ws.action("Remove a topic") as work:
        work.delete_all(work.session.scalars(select(TopicVote).where(TopicVote.topic_id.in_(wanted))).all())
        work.session.flush()
        work.delete_all(work.session.scalars(select(Topic).where(Topic.id.in_(wanted))).all())
    return work.changes


def trail(ws: Workspace, session_id: str) -> str:
    """ "Asked for by 6 of 14 members" for a session that came of a topic, "" for others."""
    with ws.reading() as session:
        topic = session.scalar(select(Topic).where(Topic.session_id == session_id).limit(1))
        return next((row.trail for row in queries.rows(session, topic.event_id) if row.id == topic.id), "") if topic else ""


def _topic(work: UnitOfWork, topic_id: str) -> Topic:
    topic = work.session.get(Topic, topic_id)
    if topic is None:
        raise RuleBroken("topics.unknown", "This topic is no longer on the list.", "Undo brings it back.")
    return topic


def _check_member(work: UnitOfWork, event_id: str, guest_id: str) -> str:
    """The name of a member who may vote."""
    name = dict(queries.voters(work.session, event_id)).get(guest_id)
    if name is None:
        sentence = "Only members who may come have a say in the agenda."
        raise RuleBroken("topics.member", sentence, "Choose a member of this event's list; the vendor has no vote.", field="guest_id")
    return name
