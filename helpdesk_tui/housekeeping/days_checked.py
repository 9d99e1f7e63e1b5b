"""What the doctor says of recorded time: whether each entry is summed on the day it lies on."""

from __future__ import annotations

from collections.abc import Iterator

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models import days
from helpdesk_tui.storage.findings import Finding


def day_findings() -> Iterator[Finding]:
    """How many entries of the open database know a wrong day. Half a million take some seconds."""
    if wrong := days.wrong():
        said = ngettext(
            "{count} time entry is summed on another day than it lies on",
            "{count} time entries are summed on other days than they lie on",
            wrong,
        )
        way_out = _("Sums of hours may be wrong. `helpdesk doctor --mend` puts it right.")
        yield Finding("problem", said.format(count=wrong), way_out, mend="days")
    else:
        yield Finding("ok", _("Every time entry is summed on the day it lies on"))
