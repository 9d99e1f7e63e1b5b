"""Whether the day or the month comes first in the dates of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpdesk_tui.i18n import _
from helpdesk_tui.intake import date_forms
from helpdesk_tui.intake.errors import IntakeError

_DATE = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-]\d")
_MONTHS = 12


def settled(forms: tuple[str, ...], dates: Iterable[str]) -> tuple[str, ...]:
    """Those of the forms that the dates allow; `dates` is not read where all agree.

    Raises IntakeError when every date could be read either way: it would be a guess.
    """
    day, month = (_beginning(forms, sign) for sign in "dm")
    if not day or not month:
        return forms
    first = second = 0
    sample = ""
    for date in dates:
        if found := _DATE.match(date):
            sample = date
            first, second = max(first, int(found[1])), max(second, int(found[2]))
    if first > _MONTHS:
        return tuple(form for form in forms if form not in month)
    if second > _MONTHS or not first:
        return tuple(form for form in forms if form not in day)
    told = _(
        "Nothing in the file shows whether its dates begin with the day or with the month. Say it: "
        '--date-format "{day}" or --date-format "{month}"'
    )
    raise IntakeError(told.format(day=_reading(day, sample), month=_reading(month, sample)))


def _reading(forms: set[str], date: str) -> str:
    """The form that reads this date, else any."""
    return max(sorted(forms), key=lambda form: date_forms.reads(form, date))


def _beginning(forms: tuple[str, ...], sign: str) -> set[str]:
    return {form for form in forms if re.match(rf"%{sign}[/-]", form)}
