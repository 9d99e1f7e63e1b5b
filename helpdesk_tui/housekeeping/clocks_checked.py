"""What the doctor says of the clocks: whether each ticket has beside it what its history says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpdesk_tui import clock
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.sla.document import holidays_run_out
from helpdesk_tui.storage.findings import Finding
from helpdesk_tui.tickets import promises


def clock_findings(progress: Callable[[int], object]) -> Iterator[Finding]:
    """How many clocks of the open database are wrong, and how many wait for newer rules.

    `progress` hears how many tickets were looked at each time. A million takes a minute and more.
    """
    if wrong := promises.wrong(progress=progress):
        said = ngettext(
            "{count} ticket has a clock that is not what its history says",
            "{count} tickets have clocks that are not what their histories say",
            wrong,
        )
        yield Finding(
            "problem",
            said.format(count=wrong),
            _("The queue may be out of order. `helpdesk doctor --mend` puts it right."),
            mend="clocks",
        )
    else:
        yield Finding("ok", _("Every clock is what its ticket's history says"))
    if behind := promises.behind():
        said = ngettext(
            "{count} ticket does not follow the newest rules yet",
            "{count} tickets do not follow the newest rules yet",
            behind,
        )
        yield Finding(
            "note", said.format(count=behind), _("`helpdesk sla recompute` lets them follow.")
        )
    if last := holidays_run_out(promises.document(), clock.now().date()):
        said = _("The public holidays of the calendars are known until {year} only")
        yield Finding(
            "note",
            said.format(year=last.year),
            _("`f3`, then `s`, saves the rules anew with more."),
        )
