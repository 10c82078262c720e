"""Every table of a workspace; importing this package registers them all."""

from advoplanner.store.models.boards import AgendaApproval, Agreement, MemberRank, Stay, Topic, TopicVote
from advoplanner.store.models.checks import ForecastLog, NormOverride, Task, Waiver
from advoplanner.store.models.events import Action, AgendaVersion, Event, Guest, Session, SessionRole, Venue
from advoplanner.store.models.invitations import Message, ReplyRecord, SentMail, Wave
from advoplanner.store.models.kits import BudgetLine, EventKit, HostRequest, SignUp, Talk
from advoplanner.store.models.mail import Delivery, MailAccountRow, MailboxMark
from advoplanner.store.models.meetings import Expert, GuruSlot, Introduction, ReservedSeat
from advoplanner.store.models.outcomes import AccountOutcome, Outcome, Story
from advoplanner.store.models.people import (
    Competition,
    EmailAddress,
    Employment,
    KeptFilter,
    LedgerEntry,
    MotiveProfile,
    Organisation,
    Person,
    Photo,
    Relation,
    Restriction,
)
from advoplanner.store.models.prints import Printed
from advoplanner.store.models.programmes import Membership, Programme
from advoplanner.store.models.seating import Assignment, Breakout, Fixture, KeptPlan, Seat, SeatingRound, SeatTable, VenueRoom
from advoplanner.store.models.workspace import WORKSPACE_ID, Counter, JournalStep, WorkspaceInfo

__all__ = [
    "WORKSPACE_ID",
    "AccountOutcome",
    "Action",
    "AgendaApproval",
    "AgendaVersion",
    "Agreement",
    "Assignment",
    "Breakout",
    "BudgetLine",
    "Competition",
    "Counter",
    "Delivery",
    "EmailAddress",
    "Employment",
    "Event",
    "EventKit",
    "Expert",
    "Fixture",
    "ForecastLog",
    "Guest",
    "GuruSlot",
    "HostRequest",
    "Introduction",
    "JournalStep",
    "KeptFilter",
    "KeptPlan",
    "LedgerEntry",
    "MailAccountRow",
    "MailboxMark",
    "MemberRank",
    "Membership",
    "Message",
    "MotiveProfile",
    "NormOverride",
    "Organisation",
    "Outcome",
    "Person",
    "Photo",
    "Printed",
    "Programme",
    "Relation",
    "ReplyRecord",
    "ReservedSeat",
    "Restriction",
    "Seat",
    "SeatTable",
    "SeatingRound",
    "SentMail",
    "Session",
    "SessionRole",
    "SignUp",
    "Stay",
    "Story",
    "Talk",
    "Task",
    "Topic",
    "TopicVote",
    "Venue",
    "VenueRoom",
    "Waiver",
    "Wave",
    "WorkspaceInfo",
]
