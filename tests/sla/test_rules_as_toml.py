"""Calendars and policies as a person writes them: read, refused with reasons, and written back."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from helpdesk_tui import i18n
from helpdesk_tui.sla import public
from helpdesk_tui.sla.document import rules_of
from helpdesk_tui.sla.write import SAMPLE, open_time, write
from tests.sla.documents import NAMES, documents, read

MADRID = """\
[calendar.Madrid]
zone = "Europe/Madrid"
hours = ["lun-vie 8:00-18:00"]
"""
GOLD = """\
[[policy]]
name = "Gold"
calendar = "Madrid"
"""


def kept(text: str) -> dict[str, Any]:
    document, problems = read(text)
    assert problems == []
    return document


@given(documents())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_what_is_written_reads_back_as_the_very_same_rules(document: dict[str, Any]) -> None:
    assert kept(write(document, NAMES)) == document


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_example_at_the_head_can_be_used_as_it_is(language: str) -> None:
    i18n.install(language)
    example = re.sub(r"^#(?:   |$)", "", i18n._(SAMPLE), flags=re.MULTILINE)
    document = kept(example)
    assert kept(write(document, NAMES)) == document
    assert rules_of(document).policies[0].clients


def test_what_is_as_usual_is_not_written() -> None:
    text = write(kept(MADRID + GOLD + 'resolution = "480m"\n'), NAMES)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines == [*MADRID.splitlines(), *GOLD.splitlines(), 'resolution = "8h"']


@pytest.mark.parametrize(("seconds", "typed"), [(60, "1m"), (5400, "1h30"), (3900, "1h05")])
def test_open_time_is_written_as_it_is_typed(seconds: int, typed: str) -> None:
    assert open_time(seconds) == typed
    assert kept(f'{MADRID}{GOLD}resolution = "{typed}"')["policies"][0]["resolution"] == seconds


def test_clients_are_kept_by_their_numbers_each_once() -> None:
    named = 'clients = ["Clínica Sol", "ACME Ibérica", "Clínica Sol"]'
    assert kept(MADRID + GOLD + named)["policies"][0]["clients"] == [8, 7]


def test_an_empty_file_promises_nothing() -> None:
    assert kept("") == {"calendars": {}, "policies": []}


EVERYTHING = """\
polices = 3
[calendar."Madrid 8-18"]
zone = "Europe/Madird"
hours = ["lun-vie 8:00-18:00", "tusday 9-10"]
country = "ES"
region = "Madird"
seasons = [
    { from = "15/06", to = "09-15", hours = ["lun-vie 8:00-15:00"] },
]
colour = "red"

[calendar."Madrid 8-18".holidays]
2026-11-31 = "Nothing"
"24/12/2026" = ""

[calendar."Madrid 8-18".shifts]
2026-12-24 = "9:00-13:00"
2026-12-31 = ["9:00"]

[calendar.Never]
zone = "UTC"
hours = []

[calendar.Little]
zone = "UTC"
hours = ["lun 9:00-10:00"]
[[calendar.Little.seasons]]
from = "01-01"
to = "03-01"
hours = ["lun 9:00-10:00"]
[[calendar.Little.seasons]]
from = "12-01"
to = "01-06"
hours = []

[calendar.little]
zone = "UTC"
hours = ["lun 9:00-10:00"]

[[policy]]
name = "Gold"
calendar = "Madrid"
clients = ["ACME Ibérica", "Nobody"]
first_response = "2d"
next_response = "8h!"
resolution = 30
priorities = [1, 5]
categories = "printing"
warn_at = 0
waiting_stops_first_response = "yes"

[[policy]]
name = "Silver"
calendar = "little"
resolution = "600h"

[[policy]]
calendar = "little"

[[policy]]
name = "silver"
calendar = "little"
clients = ["ACME Ibérica"]
"""
TOLD = """\
1: polices: There is no such key. Did you mean "policy"?
3: calendar.Madrid 8-18.zone: There is no such time zone; write one such as "Europe/Madrid". \
Did you mean "Europe/Madrid"?
4: calendar.Madrid 8-18.hours: In “tusday 9-10”: “tusday” is not a day of the week. \
Did you mean "tuesday"?
6: calendar.Madrid 8-18.region: This country has no such region; there are AN, AR, AS, CB, CE, CL, \
CM, CN, CT, EX, GA, IB, MC, MD, ML, NC, PV, RI, VC, Barcelona. Did you mean "Madrid"?
7: calendar.Madrid 8-18.seasons.1.from: Write month-day in "quotes", such as "06-15". \
Did you mean "06-15"?
10: calendar.Madrid 8-18.colour: There is no such key. Did you mean "country"?
13: calendar.Madrid 8-18.holidays.2026-11-31: There is no such day; write year-month-day, such as \
2026-12-24.
14: calendar.Madrid 8-18.holidays.24/12/2026: Write text in "quotes".
14: calendar.Madrid 8-18.holidays.24/12/2026: There is no such day; write year-month-day, such as \
2026-12-24. Did you mean "2026-12-24"?
17: calendar.Madrid 8-18.shifts.2026-12-24: Write a list of hours, such as \
["9:00-14:00", "15:00-18:00"].
18: calendar.Madrid 8-18.shifts.2026-12-31: In “9:00”: Until when? Such as 9:00-14:00.
20: calendar.Never: This calendar has no open time within ten years of 2026-11-22.
31: calendar.Little.seasons.2: It lies over another season; let each day belong to one.
36: calendar.little: Another one has this name; give each its own.
42: policy.1.calendar: There is no such calendar. Did you mean "Madrid 8-18"?
43: policy.1.clients: There is no client “Nobody”.
44: policy.1.first_response: Days differ in length: write open hours, such as “10h”.
45: policy.1.next_response: “!” is not understood here.
46: policy.1.resolution: Write open time in "quotes", such as "30m", "8h" or "1h30".
47: policy.1.priorities: Write a list of numbers from 1 to 4, such as [1, 2].
48: policy.1.categories: Write a list of texts, such as ["a", "b"].
49: policy.1.warn_at: Write a whole number from 1 to 100, without quotes.
50: policy.1.waiting_stops_first_response: Write true or false, without quotes.
55: policy.2.resolution: Counted from 2026-11-22, the answer is more than ten years away.
57: policy.3.name: Its name is missing: name = "Gold".
60: policy.4: It is never used: “Silver”, before it, takes its tickets.
61: policy.4.name: Another one has this name; give each its own.
"""


def test_every_mistake_is_told_at_once_with_its_line_its_key_and_a_way_out() -> None:
    _document, problems = read(EVERYTHING)
    assert [str(problem) for problem in problems] == [
        f"rules.toml:{line}" for line in TOLD.splitlines()
    ]


ALONE = {
    '[calendar.Madrid]\nhours = []\n[calendar.Madrid]\nzone = "UTC"': (3, "twice"),
    f'{MADRID}[calendar.Madrid.holidays]\n2026-11-09 = "a"\n2026-11-09 = "b"': (6, "twice"),
    f"{MADRID}{GOLD}resolution = 8h": (7, "not TOML"),
    f'{MADRID}region = "MD"': (4, "Say the country as well"),
    f'{MADRID}country = "Es"': (4, 'Did you mean "ES"?'),
    f'{MADRID}country = "MX"\nregion = "MD"': (5, "take the region out"),
    f"{MADRID}holidays = [2026-11-09]": (4, "Write it in brackets"),
    f"{MADRID}seasons = 3": (4, "double brackets"),
    f"{MADRID}[policy]": (4, "double brackets"),
    f'{MADRID}{GOLD}resolution = "1,11h"': (7, "Write whole minutes"),
    f'{MADRID}{GOLD}resolution = "2 semanas"': (7, "Days differ in length"),
    '[calendar.Madrid]\nzone = "UTC"': (1, "Its hours are missing"),
    f'{MADRID}["calendar"." Madrid"]\nzone = "UTC"\nhours = ["lun 9-10"]': (4, "without blanks"),
    "calendar = 3": (1, "Write it in brackets"),
    f'{MADRID}{GOLD}categories = ["a"]\n{GOLD}': (9, "Another one has this name"),
}


@pytest.mark.parametrize("text", ALONE)
def test_a_mistake_alone_is_told_with_its_line(text: str) -> None:
    line, words = ALONE[text]
    _document, (problem,) = read(text)
    assert problem.line == line
    assert words in str(problem)


def policies(*conditions: str) -> str:
    return MADRID + "".join(
        f"{GOLD.replace('Gold', f'Policy {number}')}{condition}\n"
        for number, condition in enumerate(conditions, start=1)
    )


ACME = 'clients = ["ACME Ibérica"]'
REACHED = {
    "a client before all": [ACME, "priorities = [1]"],
    "all but one": ["priorities = [1, 2, 3]", ""],
    "a category": ["categories = ['a', 'b']", "categories = ['b', 'c']"],
    "two conditions": [
        "clients = ['ACME Ibérica']\npriorities = [1]",
        "clients = ['ACME Ibérica']",
    ],
}
UNREACHED = {
    "one for all before": ["", "priorities = [1]"],
    "two that take all together": [
        "priorities = [1, 2]",
        "priorities = [3, 4]",
        "categories = ['a']",
    ],
    "more before fewer": ["categories = ['a', 'b']", "categories = ['b']\npriorities = [1]"],
    "the same": [ACME, ACME],
}


@pytest.mark.parametrize("conditions", REACHED.values(), ids=REACHED)
def test_a_policy_that_some_ticket_reaches_is_right(conditions: list[str]) -> None:
    kept(policies(*conditions))


@pytest.mark.parametrize("conditions", UNREACHED.values(), ids=UNREACHED)
def test_a_policy_that_no_ticket_reaches_is_told(conditions: list[str]) -> None:
    _document, (problem,) = read(policies(*conditions))
    assert problem.key == f"policy.{len(conditions)}"
    assert "never used: “Policy 1”" in problem.sentence


def test_public_holidays_are_kept_as_dates_with_names() -> None:
    document = kept(MADRID + 'country = "ES"\nregion = "MD"\n')
    public_ = document["calendars"]["Madrid"]["public"]
    assert public_["2026-05-02"] == "Madrid Day"
    assert max(public_) == "2037-12-25"
    assert list(public_) == sorted(public_)
    assert "2026-05-02" not in kept(MADRID + 'country = "ES"')["calendars"]["Madrid"]["public"]


def test_public_holidays_are_named_in_the_language_of_the_desk() -> None:
    i18n.install("es")
    named = kept(MADRID + 'country = "ES"')["calendars"]["Madrid"]["public"]
    assert named["2026-12-25"] == "Natividad del Señor"
    german = kept(MADRID + 'country = "DE"')["calendars"]["Madrid"]["public"]
    assert german["2026-12-25"] == "Erster Weihnachtstag", "as the country itself names it"


def test_a_country_of_which_not_every_year_is_known_says_nothing_on_the_terminal(
    recwarn: pytest.WarningsRecorder,
) -> None:
    assert public.public("IN", "", 2026, "en")
    assert not recwarn.list


def test_without_the_list_of_holidays_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    _document, (problem,) = read(MADRID + 'country = "ES"\nregion = "MD"')
    assert (problem.line, "“holidays” is missing" in problem.sentence) == (4, True)
    kept(MADRID)
