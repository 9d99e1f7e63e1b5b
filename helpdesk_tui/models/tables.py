"""Every table of the desk, named here once. What is at work imports only the areas it needs."""

from __future__ import annotations

from helpdesk_tui.models.approvals import Approval
from helpdesk_tui.models.billing import Bought, Query, Rate, Sheet, SheetLine, Terms
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
from helpdesk_tui.models.handovers import Handover, HandoverRead
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.models.links import Link
from helpdesk_tui.models.macros import Macro
from helpdesk_tui.models.people import (
    Asset,
    Client,
    Contact,
    DeskSetting,
    Employment,
    Invitation,
    Membership,
    Team,
    Technician,
)
from helpdesk_tui.models.presence import Presence
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
    Invitation,
    DeskSetting,
    Team,
    Membership,
    Asset,
    SlaRules,
    Ticket,
    TicketTag,
    TicketCaller,
    Message,
    Attachment,
    Link,
    Approval,
    Prose,
    Event,
    Draft,
    SavedView,
    Macro,
    Project,
    Activity,
    Entry,
    Terms,
    Rate,
    Bought,
    Sheet,
    SheetLine,
    Query,
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
    Presence,
    Handover,
    HandoverRead,
)
"""In an order in which they can be created: what is pointed at comes first."""
