"""What a client reads of a sheet: whole, in their language, and never more than words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_tui import paths
from helpdesk_tui.rendering import TemplateProblem, markup
from helpdesk_tui.timesheets import in_words, written
from helpdesk_tui.timesheets.rows import Sheet
from tests.timesheets.told import LINES, row, sheet


def plain(told: Sheet, before: Sheet | None = None) -> str:
    """The text in the mail, as one line."""
    return " ".join(markup.plain(in_words.text(told, before)).split())


def test_it_tells_each_entry_by_its_day_and_what_all_come_to() -> None:
    told = plain(sheet(minimum=1800, left=3 * 3600, paragraph="We are away *on* Monday.\n\n# Ana"))
    assert told.startswith(
        "Hours, week of 16 to 22 November 2026 === Hello,".replace("===", 37 * "=")
    )
    assert "We are away *on* Monday. # Ana 2:25 hours worked, 2:15 billed: €135.00." in told
    assert "bought, 3:00 were left at the end of these days." in told
    assert "Monday 16 November 1:55 2:15 €135.00 Wednesday 18 November 0:30 0:00 — Total" in told
    assert "On site 0:50 1:00 €60.00 Support 1:05 1:15 €75.00 Other 0:30 0:00 — Total" in told
    assert "Mail does not leave (#412): Looked and mended Ana Núñez 1:05 1:15 it" in told
    assert "Printer Luis 0:50 1:00 Wednesday 18 November" in told
    assert "Talked Ana Núñez 0:30 not billed" in told
    assert "How time is billed: each entry up to the next 15 minutes; at least 30 minutes" in told


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("usted", ("Buenos días:", "que ha contratado", "lo recuerda, díganoslo")),
        ("tú", ("Hola:", "que has contratado", "lo recuerdas, dínoslo")),
        ("vos", ("Hola:", "que contrataste", "lo recordás, decínoslo")),
        ("?", ("Buenos días:", "que ha contratado", "lo recuerda, díganoslo")),
    ],
)
def test_it_speaks_to_the_client_as_they_are_spoken_to(form: str, words: tuple[str, ...]) -> None:
    told = plain(sheet("es", form=form, left=-1800, minimum=60))
    assert [word for word in words if word not in told] == []
    assert told.startswith("Horas, semana del 16 al 22 de noviembre de 2026")
    assert "Horas trabajadas: 2:25; facturadas: 2:15; importe: 135,00 €." in told
    assert "se habían superado en 0:30" in told
    assert "lunes 16 de noviembre 1:55 2:15 135,00 €" in told
    assert "Talked Ana Núñez 0:30 no se factura" in told
    assert "Cómo se factura el tiempo: cada entrada" in told
    assert "; al menos 1 minuto por ticket y día, o por trabajo sin ticket." in told


@pytest.mark.parametrize(
    ("first", "last", "en", "es"),
    [
        (
            *(date(2026, 11, 30), date(2026, 12, 6)),
            "week of 30 November to 6 December 2026",
            "semana del 30 de noviembre al 6 de diciembre de 2026",
        ),
        (
            *(date(2026, 12, 28), date(2027, 1, 3)),
            "week of 28 December 2026 to 3 January 2027",
            "semana del 28 de diciembre de 2026 al 3 de enero de 2027",
        ),
        (
            *(date(2026, 11, 1), date(2026, 11, 30)),
            "1 to 30 November 2026",
            "del 1 al 30 de noviembre de 2026",
        ),
    ],
)
def test_its_first_line_names_the_days(first: date, last: date, en: str, es: str) -> None:
    days = {"first": first, "last": last}
    line = replace(LINES[0], day=last)
    assert plain(sheet("en", line, **days)).startswith(f"Hours, {en}")
    assert plain(sheet("es", line, **days)).startswith(f"Horas, {es}")
    assert ("Sunday 3 January 2027" in plain(sheet("en", line, **days))) == (last.year == 2027)


def test_without_prices_activities_and_hours_it_says_nothing_of_them() -> None:
    lines = [replace(line, amount=None, activity="") for line in LINES]
    told = plain(sheet("en", *lines))
    assert not {"€", "Amount", "By activity", "bought"} & {*told.split(), told[:0]}
    assert "2:25 hours worked, 2:15 billed." in told
    empty = replace(sheet(), lines=())
    assert "There were no hours in these days. If anything" in plain(empty)
    assert "no hubo horas" in plain(replace(sheet("es"), lines=()))


def test_a_correction_says_what_it_changes() -> None:
    before = sheet("en", LINES[0], replace(LINES[1], worked=7200), row(9, 17, "Gone", 60, 60))
    told = plain(replace(sheet(), revision=2), before)
    assert "This corrects the hours of these days" in told
    assert "It is revision 2 and takes the place of the one before." in told
    changed, _heading, rest = told.partition("By day")
    assert "Mail does not leave" not in changed
    assert changed.index("Monday 16") < changed.index("Gone") < changed.index("Talked")
    assert "All together it was 4:05 worked and 3:15 billed." in changed
    assert "2:25" in rest
    same = plain(replace(sheet("es"), revision=2), sheet("es"))
    assert "No ha cambiado ninguna línea." in same
    lines = plain(replace(sheet("es", LINES[1]), revision=2), sheet("es", LINES[0]))
    assert "Mail does not leave" in lines


HOSTILE = (
    "<script>alert(1)</script>",
    "a | b | c \\| d",
    "{{ 7 * 7 }} {% raw %}",
    "# Head\n\n---\n[x](javascript:alert(1)) ![y](http://a/b.png)",
    "**bold** `code` <img src=x onerror=y>\r\n\r\n| 1 | 2 |",
    "\x1b]0;t\x07 \u202egnp.exe",
)


class Tags(HTMLParser):
    """Counts what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]


def test_what_somebody_typed_stays_words() -> None:
    of_words, of_attacks = Tags(), Tags()
    harmless = [row(place, 16, f"Words {place}", 15, 15) for place in range(len(HOSTILE))]
    attacks = [
        replace(line, title=text, description=text, technician=text, activity=f"{text}!")
        for line, text in zip(harmless, HOSTILE, strict=True)
    ]
    harmless = [
        replace(line, description="x", activity=f"{place}") for place, line in enumerate(harmless)
    ]
    for tags, lines in ((of_words, harmless), (of_attacks, attacks)):
        told = sheet("en", *lines)
        tags.feed(in_words.page(told, in_words.text(told, None)))
    assert of_attacks.seen == of_words.seen
    assert of_attacks.links == []
    text = plain(sheet("en", *attacks))
    assert "{{ 7 * 7 }}" in text
    assert "49" not in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def seconds(shown: str) -> int:
    """`1:05` and `1:05:30` as seconds."""
    hours, minutes, *rest = map(int, shown.split(":"))
    return 3600 * hours + 60 * minutes + sum(rest)


LENGTHS = st.integers(min_value=0, max_value=200_000)


@settings(max_examples=40)
@given(st.lists(st.tuples(LENGTHS, LENGTHS, st.integers(16, 22)), min_size=1, max_size=12))
def test_whoever_adds_up_what_is_shown_finds_the_totals(
    lengths: list[tuple[int, int, int]],
) -> None:
    lines = [
        replace(row(place, day, "Work", 0, 0, activity=str(day % 3)), worked=worked, billed=billed)
        for place, (worked, billed, day) in enumerate(sorted(lengths, key=lambda one: one[2]))
    ]
    told = sheet("en", *lines)
    shown = in_words.build(told, None)
    document = written.document(told, None)
    for column in ("worked", "billed"):
        all_ = sum(line[column] for line in document["lines"])
        assert all_ == document["total"][column] == seconds(shown["total"][column])
        for parts in (shown["days"], shown["activities"]):
            assert sum(seconds(part[column]) for part in parts) == all_
        by_line = [seconds(line[column]) for day in shown["days"] for line in day["lines"]]
        assert sum(by_line) == all_
        assert sum(one[column] for one in document["by_day"].values()) == all_
        place = written.COLUMNS.index(column)
        assert sum(one[place] for one in written.rows(told)) == all_


def test_ones_own_template_takes_the_place_of_the_built_in_one() -> None:
    folder = paths.templates_dir()
    folder.mkdir(parents=True)
    (folder / "timesheet.en.md").write_text("{{ client | md }}: {{ total.billed }}")
    assert plain(sheet()) == "ACME Ibérica: 2:15"
    assert plain(sheet("es")).startswith("Horas")
    (folder / "timesheet.en.md").write_text("\n{{ cleint }}")
    with pytest.raises(TemplateProblem, match=r'timesheet\.en\.md:2: .*Did you mean "client"'):
        plain(sheet())


def test_the_page_on_templates_tells_every_name_that_they_may_take() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "templates.md").read_text("utf-8")
    section = page.partition("## The sheet of hours")[2].partition("\n## ")[0]
    shown = in_words.build(replace(sheet(left=60), revision=2), sheet("en", LINES[0]))
    groups = [shown["left"], shown["correction"], shown["days"][0], shown["days"][0]["lines"][0]]
    names = {name for group in (shown, *groups) for name in group}
    names |= shown["correction"]["changes"][0].keys() | shown["activities"][0].keys()
    assert {name for name in names if f"`{name}`" not in section} == {"language", "country"}
