"""Rules as a person writes them, and any document that they can make."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from helpdesk_tui.sla.check import check
from helpdesk_tui.sla.document import CALENDAR, POLICY, TARGETS
from helpdesk_tui.sla.public import public
from helpdesk_tui.toml_text import Problem

TODAY = date(2026, 11, 22)
FILE = Path("rules.toml")
CLIENTS = {"ACME Ibérica": 7, "Clínica Sol": 8, 'Ñandú "y" hijos\\': 12}
NAMES = {number: name for name, number in CLIENTS.items()}


def find_client(name: str) -> int:
    """The client of a name."""
    if name in CLIENTS:
        return CLIENTS[name]
    raise LookupError(f"There is no client “{name}”.")


def read(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """What the rules in a text are on that Sunday."""
    return check(FILE, text, find_client, TODAY)


_texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
_lines = st.sampled_from(["lun-jue 8:00-14:00 15:00-18:00", "sat,sun 22-24:00", "sáb 9 a 14:30"])
_hours = st.sampled_from(["9:00-13:00", "16-18", "0:00-24:00", "9 a 14", "22:00 hasta 24:00"])
_dates = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat)
_dated = st.dictionaries(_dates, st.lists(_hours, min_size=1, max_size=3), max_size=3)
_seasons = st.tuples(
    st.fixed_dictionaries({"from": st.just("06-15"), "to": st.just("09-15")}),
    st.fixed_dictionaries({"from": st.just("12-24"), "to": st.just("02-29")}),
)
_PLACES = (("", ""), ("ES", ""), ("ES", "MD"), ("ES", "Cataluña"), ("DE", "BY"), ("IN", ""))


@st.composite
def _calendars(draw: st.DrawFn) -> dict[str, Any]:
    country, region = draw(st.sampled_from(_PLACES))
    hours = st.lists(_lines, max_size=9)
    seasons = [{**season, "hours": draw(hours)} for season in draw(_seasons)]
    return {
        **CALENDAR,
        "zone": draw(st.sampled_from(["Europe/Madrid", "UTC", "Atlantic/Canary"])),
        "hours": ["mon-fri 8:00-18:00", *draw(hours)],
        "seasons": seasons[: draw(st.integers(0, 2))],
        "shifts": dict(sorted(draw(_dated).items())),
        "breaks": dict(sorted(draw(_dated).items())),
        "holidays": dict(sorted(draw(st.dictionaries(_dates, _texts, max_size=3)).items())),
        "country": country,
        "region": region,
        "public": public(country, region, TODAY.year, "en") if country else {},
    }


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Rules in which each policy has a category of its own, so that each is reached."""
    calendars = draw(
        st.dictionaries(_texts.map(str.casefold), _calendars(), min_size=1, max_size=3)
    )
    promises = st.dictionaries(
        st.sampled_from(sorted(TARGETS)), st.integers(1, 500 * 60).map(lambda count: count * 60)
    )
    names = draw(st.lists(_texts, max_size=3, unique_by=str.casefold))
    policies = [
        {
            **POLICY,
            "name": name,
            "calendar": draw(st.sampled_from(sorted(calendars))),
            "clients": draw(st.lists(st.sampled_from(sorted(NAMES)), unique=True)),
            "categories": [*draw(st.lists(_texts, max_size=2, unique=True)), f"of {name} only"],
            "priorities": sorted(draw(st.sets(st.integers(1, 4)))),
            **draw(promises),
            "waiting_stops_first_response": draw(st.booleans()),
            "warn_at": draw(st.integers(1, 100)),
        }
        for name in names
    ]
    return {"calendars": calendars, "policies": policies}
