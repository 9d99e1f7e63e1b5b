"""What was promised and kept, in writing for a business review: plain data, and files of them.

Nothing of a ticket is told but its number and subject, and what came of its promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from helpdesk_tui import clock, rendering
from helpdesk_tui.collation import in_a_name
from helpdesk_tui.conversations import summary_files
from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.periods import Period
from helpdesk_tui.sla.kept import Count, Month, Outcome, total
from helpdesk_tui.sla.rules import Policy, Target
from helpdesk_tui.sla.write import open_time
from helpdesk_tui.tickets import kept
from helpdesk_tui.tickets.kept import Owed, Whose

COLUMNS = (
    *("client", "month", "tickets", "target"),
    *("promised", "kept", "missed", "open", "late", "percent"),
)
"""What stands in a table of the figures, the same in every language."""

_NAMES = {"en": "sla", "es": "acuerdos"}


@dataclass(frozen=True, slots=True)
class Review:
    """All that is told of a period."""

    whose: Whose
    period: Period
    at: datetime
    policies: Sequence[Policy]
    months: Sequence[Month]
    missed: Sequence[Owed]
    """The newest `kept.MOST` of them."""
    owed: Sequence[Owed]
    """Likewise, what was still owed then."""

    @property
    def language(self) -> str:
        """The client's, or English where we have no words."""
        return self.whose.language if self.whose.language in LANGUAGES else "en"


def read(whose: Whose, period: Period) -> Review:
    """What can be told of a client, or of everybody, as it stands now."""
    return Review(
        whose,
        period,
        clock.now(),
        kept.policies(whose.id),
        kept.read(whose.id, period),
        kept.owed(whose.id, period, (Outcome.MISSED,)),
        kept.owed(whose.id, period, (Outcome.OPEN, Outcome.LATE)),
    )


def text(review: Review) -> str:
    """The review as the template has it, in Markdown. May take seconds: not on the event loop.

    Raises:
        TemplateProblem: the technician's own template has a mistake.
    """
    name = f"review.{review.language}.md"
    return rendering.render(rendering.source(name), build(review), name=name)


def export(review: Review, markdown: str, folder: Path) -> list[Path]:
    """Writes the text of a review to three files and says which; like `summary_files.export`."""
    stem = folder / name(review)
    return summary_files.write(markdown, review.whose.name, review.language, stem)


def name(review: Review) -> str:
    """The name of its files without what follows the dot: the day, the client, what it is."""
    day = review.at.astimezone(review.whose.zone).date().isoformat()
    client = in_a_name(review.whose.name)
    return f"{day}-{client}-{_NAMES[review.language]}"


def build(review: Review) -> dict[str, Any]:
    """All that a template may tell; instants are ISO in the client's zone, lengths as `1h30`."""
    everything, at = total(review.months), review.at.astimezone(review.whose.zone)
    return {
        "language": review.language,
        "country": review.whose.country,
        "client": review.whose.name,
        "from": review.period.first.isoformat(),
        "until": min(review.period.last, at.date()).isoformat(),
        "at": at.isoformat(timespec="seconds"),
        "policies": [_policy(one) for one in review.policies if one.seconds],
        "targets": [_key(target) for target in Target if everything.counts[target].promised],
        "months": [
            {"month": month.first.isoformat(), **_figures(month)} for month in review.months
        ],
        "total": _figures(everything),
        "missed": [_owed(one, review) for one in review.missed],
        "owed": [_owed(one, review) for one in review.owed],
    }


def rows(review: Review) -> Iterator[tuple[Any, ...]]:
    """The figures as a table with these `COLUMNS`: a line for each month and target."""
    for month in review.months:
        for target, count in month.counts.items():
            known = (review.whose.name, f"{month.first:%Y-%m}", month.tickets, _key(target))
            yield *known, *_count(count).values()


def _key(target: Target) -> str:
    return target.name.lower()


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "name": policy.name,
        "priorities": sorted(policy.priorities),
        "categories": sorted(policy.categories),
        "calendar": policy.hours.name,
        "promises": {_key(target): open_time(length) for target, length in policy.seconds.items()},
    }


def _figures(month: Month) -> dict[str, Any]:
    counts: Mapping[str, Count] = {
        **{_key(target): count for target, count in month.counts.items()},
        "all": month.all,
    }
    return {
        "tickets": month.tickets,
        **{name: _count(count) for name, count in counts.items()},
    }


def _count(count: Count) -> dict[str, int | None]:
    return {
        "promised": count.promised,
        "kept": count.kept,
        "missed": count.missed,
        "open": count.open,
        "late": count.late,
        "percent": count.percent,
    }


def _owed(one: Owed, review: Review) -> dict[str, Any]:
    def local(instant: datetime | None) -> str | None:
        return instant.astimezone(review.whose.zone).isoformat() if instant else None

    return {
        "number": one.ticket,
        "subject": one.subject,
        "target": _key(one.target),
        "due": local(one.due),
        "stopped": local(one.stopped),
        "late": one.outcome in (Outcome.LATE, Outcome.MISSED),
        "over": one.beyond,
    }
