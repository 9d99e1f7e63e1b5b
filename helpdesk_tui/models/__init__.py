"""The shared model, one file an area. Every table of the desk is named here once."""

from __future__ import annotations

from helpdesk_tui.storage import orm as orm  # first: it keeps Peewee from loading other drivers

# ruff: isort: split

from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.events import Event, Prose
from helpdesk_tui.models.people import (
    Asset,
    Client,
    Contact,
    Employment,
    Membership,
    Team,
    Technician,
)
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
)
"""In an order in which they can be created: what is pointed at comes first."""
