"""Every table of the desk, named here once. What is at work imports only the areas it needs."""

from __future__ import annotations

from helpdesk_tui.models.conversations import (
    Conversation,
    Evidence,
    Fact,
    Jump,
    NextStep,
    Option,
    Person,
    Statement,
    Warned,
)
from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.events import Event, Prose
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.models.people import (
    Asset,
    Client,
    Contact,
    Employment,
    Membership,
    Team,
    Technician,
)
from helpdesk_tui.models.reminders import Reminder
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.models.tickets import Attachment, Message, Ticket, TicketCaller, TicketTag
from helpdesk_tui.models.views import SavedView
from helpdesk_tui.models.worktime import Activity, Entry, Project

TABLES = (
    Client,
    Contact,
    Employment,
    Technician,
    Team,
    Membership,
    Asset,
    Ticket,
    TicketTag,
    TicketCaller,
    Message,
    Attachment,
    Prose,
    Event,
    Draft,
    SavedView,
    Project,
    Activity,
    Entry,
    Conversation,
    Person,
    Fact,
    Evidence,
    Warned,
    Option,
    Statement,
    NextStep,
    Jump,
    Lease,
    Reminder,
    SlaRules,
)
"""In an order in which they can be created: what is pointed at comes first."""
