"""Conversations in which bad news are broken: six steps, and what was said at each.

What is typed is a column, so that it is compared, swapped and taken back like everything else.
"""

from __future__ import annotations

from enum import IntEnum

from peewee import (
    SQL,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
    fn,
)

from helpdesk_tui.clock import NEVER, to_micros
from helpdesk_tui.models.people import Asset, Client, Contact, Technician
from helpdesk_tui.models.tickets import Attachment, Message, Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import InstantField, Numbered
from helpdesk_tui.typed_money import Per as Per


class State(IntEnum):
    """Where a conversation stands."""

    OPEN = 1
    """Being prepared or held."""
    ADJOURNED = 2
    ENDED = 3
    """All has been said; the summary is owed to the client."""
    GIVEN = 4


class Meeting(IntEnum):
    """How one meets. Mail alone is no way to do it."""

    UNSAID, IN_PERSON, VIDEO, PHONE = range(4)


class Wants(IntEnum):
    """How much somebody wants to know: each holds what the one before it holds."""

    UNSAID, HEADLINE, SUMMARY, EVERYTHING = range(4)


class Told(IntEnum):
    """How somebody wants to be told."""

    UNSAID, NOW, IN_WRITING = range(3)


class Known(IntEnum):
    """What a fact of the case was to the client before they were told."""

    UNASKED, KNOWN, SUSPECTED, NEW = range(4)


class Certainty(IntEnum):
    """How sure a statement is."""

    CERTAIN, LIKELY, UNKNOWN = range(1, 4)


class Outcome(IntEnum):
    """What became of an option."""

    OPEN, TAKEN, REFUSED = range(3)


class Given(IntEnum):
    """How the client got the summary."""

    UNSAID, MAIL, BY_HAND, OTHERWISE = range(4)


class Conversation(Numbered):
    """Bad news for a client, in six steps; `step` is where it stands, from 1 to 6."""

    client = ForeignKeyField(Client, index=False)
    ticket = ForeignKeyField(Ticket, null=True, index=False)
    asset = ForeignKeyField(Asset, null=True)
    technician = ForeignKeyField(Technician, index=False)
    """Who leads it."""
    case = CharField(max_length=40)
    """The id of the case, whose hints are shown."""
    language = CharField(max_length=8)
    address_form = CharField(max_length=8)
    """How the client is spoken to in the summary."""
    state = SmallIntegerField(default=State.OPEN)
    step = SmallIntegerField(default=1)
    place = CharField(default="")
    """The field in which the cursor was last. Written without an event."""
    created_at = InstantField()
    retired = BooleanField(default=False)

    # 1 Prepare
    meeting = SmallIntegerField(default=Meeting.UNSAID)
    asked = BooleanField(default=False)
    """Whether the client was asked who else should be there."""
    answer = TextField(default="")
    planned_at = InstantField(null=True)
    minutes = SmallIntegerField(default=30)
    headline = TextField(default="")
    one_option = TextField(default="")
    """Why there is one option only."""
    no_promise = TextField(default="")

    rehearsed = TextField(default="")
    """How rehearsals went, a line each. Private to `technician`, and goes with `reaction`."""

    # 2 What they know
    picture = TextField(default="")
    """What they know, in their own words."""
    would_not_say = BooleanField(default=False)
    tried = TextField(default="")

    # 4 Share
    warned = BooleanField(default=False)
    said = BooleanField(default=False)
    """Whether the headline has been said."""
    paused = BooleanField(default=False)

    # 5 React
    saw = CharField(default="")
    """Words of `conversations.steps.REACTIONS`, with commas."""
    reaction = TextField(default="")
    """Private to `noted_by`; goes when the summary has been given, unless `keeps_reaction`."""
    noted_by = ForeignKeyField(Technician, null=True, index=False, backref="+")
    """Who wrote `reaction`: nobody else reads it."""
    keeps_reaction = BooleanField(default=False)
    asked_more = BooleanField(default=False)
    """Whether "anything else?" was asked."""

    # 6 Next steps
    if_nothing = TextField(default="")
    protection = TextField(default="")
    """What keeps the client safe until then."""
    speak_again = InstantField(null=True)
    tell = TextField(default="")
    """Who is told."""

    # When
    began_at = InstantField(null=True)
    """When the talk itself began: step 1 lies before it."""
    entry = ForeignKeyField(Entry, null=True)
    """The time of its latest sitting."""
    adjourned_until = InstantField(null=True)
    ended_at = InstantField(null=True)

    # The summary
    summary = TextField(default="")
    """Markdown, as it was looked over."""
    summary_due = InstantField(null=True)
    given_at = InstantField(null=True)
    given_how = SmallIntegerField(default=Given.UNSAID)
    acknowledged_at = InstantField(null=True)
    acknowledged_by = CharField(default="")

    class Meta:
        indexes = ((("client", "id"), False), (("ticket", "id"), False))


DUE = fn.COALESCE(
    Conversation.adjourned_until,
    Conversation.summary_due,
    Conversation.planned_at,
    SQL(str(to_micros(NEVER))),
)
"""When it is taken up next, or its summary is due; `clock.NEVER` where no date is known."""

GOES_ON = Conversation.state < SQL("4")
"""Not given yet, in the very words of the index: with a parameter it would not be used."""

Conversation.add_index(
    Conversation.index(DUE, Conversation.id, name="conversation_going_on").where(
        SQL('"state" < 4 AND NOT "retired"')
    )
)


class Part(Numbered):
    """A line of a conversation, in its place among its kind; a line that is gone is retired."""

    conversation = ForeignKeyField(Conversation, index=False)
    position = IntegerField()
    created_at = InstantField()
    retired = BooleanField(default=False)

    class Meta:
        indexes = ((("conversation", "position"), False),)


class Person(Part):
    """Somebody who is there, or who must not hear of it."""

    contact = ForeignKeyField(Contact, null=True)
    name = CharField()
    role = CharField(default="")
    decides = BooleanField(default=False)
    must_not_hear = BooleanField(default=False)
    wants = SmallIntegerField(default=Wants.UNSAID)
    how = SmallIntegerField(default=Told.UNSAID)


class Fact(Part):
    """A fact of the case that the client may know, suspect, or hear for the first time."""

    text = TextField()
    known = SmallIntegerField(default=Known.UNASKED)


class Evidence(Part):
    """What shows that the news are so: something of the ticket, of a machine, or of our own."""

    text = TextField()
    """A line, or output that was pasted."""
    day = DateField(null=True)
    """When it was so."""
    message = ForeignKeyField(Message, null=True)
    attachment = ForeignKeyField(Attachment, null=True)
    asset = ForeignKeyField(Asset, null=True)
    shown = BooleanField(default=False)
    """Whether it is fit for the client's eyes."""


class Warned(Part):
    """A former warning, as a dated fact; shown only when asked for."""

    text = TextField()
    day = DateField(null=True)


class Option(Part):
    """A way out, with its price."""

    text = TextField()
    cost = BigIntegerField(null=True)
    """Hundredths; NULL until it is said, 0 for no cost."""
    per = SmallIntegerField(default=Per.ONCE)
    ready = CharField(default="")
    """When it could be in place, in words."""
    outcome = SmallIntegerField(default=Outcome.OPEN)
    reason = TextField(default="")
    """Why the client refused it, for the log of decisions."""


class Statement(Part):
    """One short sentence of what is so, for those who want to know that much."""

    text = TextField()
    certainty = SmallIntegerField(default=Certainty.CERTAIN)
    depth = SmallIntegerField(default=Wants.SUMMARY)
    evidence = ForeignKeyField(Evidence, null=True)
    told = BooleanField(default=False)
    clear = BooleanField(default=False)
    words = TextField(default="")
    """What they said it means, in their words."""
    left_out = BooleanField(default=False)


class NextStep(Part):
    """What is done next: it has no gap when all of this is said."""

    text = TextField()
    technician = ForeignKeyField(Technician, null=True)
    """Who does it, where it is one of us."""
    who = CharField(default="")
    day = DateField(null=True)
    """By when, in the client's zone."""
    cost = BigIntegerField(null=True)
    """Hundredths; NULL until it is said, 0 for no cost."""
    per = SmallIntegerField(default=Per.ONCE)
    authorises = CharField(default="")
    ticket = ForeignKeyField(Ticket, null=True)
    """What it became."""


class Jump(Part):
    """A step that was taken out of order because the client asked for it."""

    left = SmallIntegerField()
    taken = SmallIntegerField()
    missing = TextField(default="")
    """What the steps between still wanted, as it was told."""
