"""Time worked, as it is typed: read rightly in either language, or refused with the place."""

from __future__ import annotations

import time as system_time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpdesk_tui.typed_days import instants
from helpdesk_tui.typed_spans import Span, read
from helpdesk_tui.typed_words import Words
from helpdesk_tui.unreadable import Unreadable

MADRID = ZoneInfo("Europe/Madrid")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
SATURDAY = datetime(2026, 11, 21, 14, 32, tzinfo=MADRID)
HOUR_TWICE = datetime(2026, 10, 25, 12, tzinfo=MADRID)
HOUR_MISSING = datetime(2026, 3, 29, 12, tzinfo=MADRID)


def meant(words: str, now: datetime = SATURDAY, at: datetime | None = None) -> Span:
    return read(words, now.astimezone(UTC), MADRID, at=at and at.astimezone(UTC))


def told(words: str, now: datetime = SATURDAY, at: datetime | None = None) -> str:
    """The reading: begin, end and breaks on Madrid's clocks, and the minutes worked."""
    span = meant(words, now, at)
    begin, end = (there.astimezone(MADRID) for there in (span.begin, span.end))
    upto = f"{end:%H:%M}" if end.date() == begin.date() else f"{end:%d %H:%M}"
    rests = [f"{a.astimezone(MADRID):%H:%M}-{b.astimezone(MADRID):%H:%M}" for a, b in span.breaks]
    return " ".join([f"{begin:%Y-%m-%d %H:%M}-{upto}", *rests, str(span.seconds // 60)])


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        *(
            ("1h30", 90),
            ("1h 30m", 90),
            ("1 h 30 min", 90),
            ("1h5", 65),
            ("1H30M", 90),
            ("2h", 120),
        ),
        *(("1,5h", 90), ("1.5 h", 90), ("0,25h", 15), ("1.05h", 63), ("1,5 horas", 90)),
        *(
            ("90m", 90),
            ("90 min", 90),
            ("90 minutos", 90),
            ("1 hour 30 minutes", 90),
            ("2 hrs", 120),
        ),
        *(
            ("1:30", 90),
            ("1:30 h", 90),
            ("0:05", 5),
            ("340:00", 20400),
            ("45", 45),
            ("  45  ", 45),
            ("100h", 6000),
        ),
    ],
)
def test_a_length_is_read_and_ends_now(words: str, minutes: int) -> None:
    assert length(words) == 60 * minutes
    now = SATURDAY.astimezone(UTC)
    assert meant(words) == Span(now - timedelta(minutes=minutes), now)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("9:00-10:30", "2026-11-21 09:00-10:30 90"),
        ("9-10:30", "2026-11-21 09:00-10:30 90"),
        ("9:00–10:30", "2026-11-21 09:00-10:30 90"),
        ("9:00 - 10:30", "2026-11-21 09:00-10:30 90"),
        ("9:00 to 10:30", "2026-11-21 09:00-10:30 90"),
        ("from 9 until 10:30", "2026-11-21 09:00-10:30 90"),
        ("9:00 a 10:30", "2026-11-21 09:00-10:30 90"),
        ("De 9:00 a 10:30", "2026-11-21 09:00-10:30 90"),
        ("de las 9 a las 10:30", "2026-11-21 09:00-10:30 90"),
        ("desde las 9 hasta las 10:30", "2026-11-21 09:00-10:30 90"),
        ("13:00 45m", "2026-11-21 13:00-13:45 45"),
        ("13:00 1:30", "2026-11-21 13:00-14:30 90"),
        ("13:00 45", "2026-11-21 13:00-13:45 45"),
        ("yesterday 16:00 45m", "2026-11-20 16:00-16:45 45"),
        ("9:00h-10:30h", "2026-11-21 09:00-10:30 90"),
        ("de 9:00 h a 10:30 h", "2026-11-21 09:00-10:30 90"),
        ("a las 13:00 horas 45m", "2026-11-21 13:00-13:45 45"),
        ("el lunes a las 16:00h 1:30h", "2026-11-16 16:00-17:30 90"),
        ("on monday from 9 to 10:30", "2026-11-16 09:00-10:30 90"),
        ("yesterday at 16:00 45m", "2026-11-20 16:00-16:45 45"),
        ("ayer 16:00 1,5h", "2026-11-20 16:00-17:30 90"),
        ("ayer de 9:00 a 10:30", "2026-11-20 09:00-10:30 90"),
        ("anteayer 9-10", "2026-11-19 09:00-10:00 60"),
        ("hoy 9-10", "2026-11-21 09:00-10:00 60"),
        ("mon 9:00-10:30", "2026-11-16 09:00-10:30 90"),
        ("LUNES 9:00-10:30", "2026-11-16 09:00-10:30 90"),
        ("mié 9-10", "2026-11-18 09:00-10:00 60"),
        ("sat 9-10", "2026-11-21 09:00-10:00 60"),
        ("16/11 9:00-10:30", "2026-11-16 09:00-10:30 90"),
        ("31/12 9:00-10:30", "2025-12-31 09:00-10:30 90"),
        ("31/12/24 9:00-10:30", "2024-12-31 09:00-10:30 90"),
        ("2026-11-16 16:00 1h", "2026-11-16 16:00-17:00 60"),
        ("ayer 22:00-6:00", "2026-11-20 22:00-21 06:00 480"),
        ("22:00-6:00", "2026-11-20 22:00-21 06:00 480"),
        ("23:30 1h", "2026-11-20 23:30-21 00:30 60"),
        ("ayer 22:00-24:00", "2026-11-20 22:00-21 00:00 120"),
        ("20-24", "2026-11-21 20:00-22 00:00 240"),
        ("20:00 4h", "2026-11-21 20:00-22 00:00 240"),
    ],
)
def test_a_stretch_of_a_day_is_read(words: str, reading: str) -> None:
    assert told(words) == reading


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("9:00-17:00 -45m", "2026-11-21 09:00-17:00 12:35-13:20 435"),
        ("9-17-1h30", "2026-11-21 09:00-17:00 12:15-13:45 390"),
        ("9:00-17:00 less 45m", "2026-11-21 09:00-17:00 12:35-13:20 435"),
        ("9:00-17:00 menos 0,5 h", "2026-11-21 09:00-17:00 12:45-13:15 450"),
        ("9:00-9:11 -10m", "2026-11-21 09:00-09:11 09:00-09:10 1"),
        ("9:00-17:00 -13:00-13:30", "2026-11-21 09:00-17:00 13:00-13:30 450"),
        ("9-17 menos de 13 a 14", "2026-11-21 09:00-17:00 13:00-14:00 420"),
        ("9-19 -15:00-15:30 -11:00-11:10 -15:15-16:00",
         "2026-11-21 09:00-19:00 11:00-11:10 15:00-16:00 530"),
        ("ayer 22-6 -23:30-0:30", "2026-11-20 22:00-21 06:00 23:30-00:30 420"),
        ("ayer 22-6 -2:00-2:30", "2026-11-20 22:00-21 06:00 02:00-02:30 450"),
        ("13:00 1h -10m", "2026-11-21 13:00-14:00 13:25-13:35 50"),
        ("1:30 -30m", "2026-11-21 13:02-14:32 13:30-14:00 60"),
        ("20 -5m", "2026-11-21 14:12-14:32 14:15-14:20 15"),
    ],
)  # fmt: skip
def test_breaks_lie_where_they_are_put_or_in_the_middle(words: str, reading: str) -> None:
    assert told(words) == reading


@pytest.mark.parametrize(
    ("words", "fault", "sentence"),
    [
        ("", "", "How long was it"),
        ("   ", "", "How long was it"),
        ("luego", "luego", "neither a day nor a time"),
        ("lumes 9-10", "lumes", "neither a day nor a time"),
        ("ayer", "", "When did it begin"),
        ("ayer 45m", "45", "When did it begin"),
        ("ayer 16 45m", "16", "When did it begin"),
        ("31/2 9-10", "31/2", "no such day"),
        ("1800-01-01 9-10", "1800-01-01", "no such day"),
        ("9:00-", "", "A time of the day is missing"),
        ("9:00-25:00", "25:00", "not a time of the day"),
        ("9:60-10:00", "9:60", "not a time of the day"),
        ("24:00-6:00", "24:00", "not a time of the day"),
        ("9:00 a diez", "diez", "not a time of the day"),
        ("9:00-9:00", "9:00", "That is when it begins"),
        ("13:00 0m", "0m", "more than nothing"),
        ("0", "0", "more than nothing"),
        ("9.30-10.30", "9.30", "a time of the day as 9:30"),
        ("1,5", "1,5", "Write “1,5h” for hours"),
        ("1.500 h", "1.500", "not a length"),
        ("1:90", "1:90", "not a length"),
        ("1h90", "90", "not understood here"),
        ("45 s", "s", "not understood here"),
        ("12345", "12345", "not a length"),
        ("9-10 y medio", "y", "not understood here"),
        ("9:00-10:00 -", "", "Write a break"),
        ("9:00-10:00 -45", "45", "Write a break"),
        ("9:00-17:00 -45m -10m", "-", "not understood here"),
        ("9:00-17:00 -13-14 -10m", "10", "Write a break"),
        ("9:00-10:00 -1h", "-1h", "leaves nothing"),
        ("9:00-10:00 -2h", "-2h", "leaves nothing"),
        ("9-10 -9:20-10:20", "9:20-10:20", "lies outside"),
        ("9-10 -12:00-13:00", "12:00-13:00", "lies outside"),
        ("9-10 -8:00-8:30", "8:00-8:30", "lies outside"),
        ("10:00*-11:00", "10:00*", "comes only once"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(
    words: str, fault: str, sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence) as caught:
        meant(words)
    start, end = caught.value.start, caught.value.end
    found = [at for at in range(len(words)) if words.startswith(fault, at)] if fault else []
    assert words[start:end].strip() == fault
    assert (start in found) if fault else (start, end) == (len(words), len(words) + 1)


def test_what_is_still_being_typed_is_told_from_a_mistake() -> None:
    for words, unfinished in (("9:00-", True), ("ayer 9:00-1x", True), ("9:00-1x 45m", False)):
        with pytest.raises(Unreadable) as caught:
            meant(words)
        assert caught.value.unfinished is unfinished, words


def length(words: str) -> int:
    """The seconds of a text that is a length and nothing else."""
    typed = Words(words)
    seconds = typed.length()
    if typed.peek():
        raise typed.unknown()
    return seconds


def test_a_length_alone_must_be_one() -> None:
    for words in ("", "9:00-10:30", "ayer", "45m 45m", "-45m"):
        with pytest.raises(Unreadable):
            length(words)


def test_where_a_person_points_lends_its_day_and_its_beginning() -> None:
    gap = datetime(2026, 11, 18, 11, 20, tzinfo=MADRID)
    assert told("45m", at=gap) == "2026-11-18 11:20-12:05 45"
    assert told("9-10", at=gap) == "2026-11-18 09:00-10:00 60"
    assert told("22-6", at=gap) == "2026-11-18 22:00-19 06:00 480"
    assert told("ayer 9-10", at=gap) == "2026-11-20 09:00-10:00 60"


def test_time_to_come_is_read_and_known_as_such() -> None:
    assert told("tomorrow 9-10") == "2026-11-22 09:00-10:00 60"
    now = SATURDAY.astimezone(UTC)
    assert meant("tomorrow 9-10").lies_ahead(now)
    assert meant("14-15").lies_ahead(now)
    assert not meant("13-14").lies_ahead(now)
    assert not meant("45m").lies_ahead(now)


def test_a_night_has_its_real_length_when_the_clocks_change() -> None:
    assert told("24/10 22:00-6:00", HOUR_TWICE) == "2026-10-24 22:00-25 06:00 540"
    assert told("28/3 22:00-6:00", HOUR_MISSING) == "2026-03-28 22:00-29 06:00 420"
    assert told("28/3 22:00 8h", HOUR_MISSING) == "2026-03-28 22:00-29 07:00 480"


def test_a_time_that_comes_twice_is_the_first_and_says_so_and_a_star_means_the_second() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    four = datetime(2026, 10, 25, 3, tzinfo=UTC)
    assert meant("2:30-4:00", HOUR_TWICE) == Span(first, four, ambiguous=(first,))
    assert meant("2:30*-4:00", HOUR_TWICE) == Span(second, four)
    assert meant("2:30* 45m", HOUR_TWICE).begin == second
    assert meant("1:00-2:30", HOUR_TWICE).ambiguous == (first,)
    assert meant("1:00-2:30*", HOUR_TWICE) == Span(first - timedelta(minutes=90), second)
    assert meant("0:00-4:00 -2:30-3:00", HOUR_TWICE).ambiguous == (first,)
    assert meant("2:30-2:30*", HOUR_TWICE) == Span(first, second, ambiguous=(first,))


def test_an_end_that_can_only_be_the_second_one_is_taken_as_that() -> None:
    ten_to = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
    assert meant("2:50-2:10", HOUR_TWICE) == Span(
        ten_to, ten_to + timedelta(minutes=20), ambiguous=(ten_to,)
    )
    assert meant("2:30*-2:50", HOUR_TWICE).seconds == 20 * 60


def test_a_time_over_which_the_clocks_were_set_forward_is_refused() -> None:
    for words in ("2:30-4:00", "1:00-2:30", "2:30 45m", "28/3 22:00-2:30", "1-4 -2:30-3:30"):
        with pytest.raises(Unreadable, match="02:30 does not exist") as caught:
            meant(words, HOUR_MISSING)
        assert words[caught.value.start : caught.value.end] == "2:30"
    assert meant("28/3 22:00-1:59", HOUR_MISSING).seconds == 239 * 60


def test_the_half_hour_of_lord_howe_counts() -> None:
    autumn = datetime(2026, 4, 5, 12, tzinfo=LORD_HOWE).astimezone(UTC)
    night = read("1:00-3:00", autumn, LORD_HOWE)
    assert night.seconds == 150 * 60
    assert read("1:45-3:00", autumn, LORD_HOWE).ambiguous
    assert not read("1:45*-3:00", autumn, LORD_HOWE).ambiguous
    spring = datetime(2026, 10, 4, 12, tzinfo=LORD_HOWE).astimezone(UTC)
    assert read("1:00-3:00", spring, LORD_HOWE).seconds == 90 * 60
    with pytest.raises(Unreadable, match="02:15 does not exist"):
        read("2:15-3:00", spring, LORD_HOWE)


def test_a_day_ends_though_its_last_clock_time_never_comes() -> None:
    azores = ZoneInfo("Atlantic/Azores")  # the clocks go from 0:00 to 1:00
    now = datetime(2026, 3, 29, 12, tzinfo=azores).astimezone(UTC)
    assert read("ayer 22:00-24:00", now, azores).seconds == 2 * 60 * 60


def test_without_a_zone_it_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Madrid")
    system_time.tzset()
    try:
        now = HOUR_TWICE.astimezone(UTC)
        for words in ("2:30-4:00", "ayer 9-10", "24/10 22-6", "2:30*-4:00", "45m"):
            assert read(words, now, None) == read(words, now, MADRID)
    finally:
        monkeypatch.undo()
        system_time.tzset()


@given(st.integers(1, 9999))
def test_every_length_reads_back_in_every_form(minutes: int) -> None:
    hours, rest = divmod(minutes, 60)
    forms = [f"{minutes}", f"{minutes}m", f"{minutes} min", f"{minutes} minutos"]
    forms += [f"{hours}:{rest:02}", f"{hours}h{rest}", f"{hours}h{rest:02}m", f"{hours} h {rest} m"]
    assert {length(form) for form in forms} == {60 * minutes}


@given(st.integers(1, 99_999))
def test_hours_with_decimals_are_exact(hundredths: int) -> None:
    whole, parts = divmod(hundredths, 100)
    assert length(f"{whole},{parts:02}h") == 36 * hundredths
    assert length(f"{whole}.{parts:02} hours") == 36 * hundredths


NIGHTS = {
    zone: [datetime(*day, tzinfo=UTC) for day in days]
    for zone, days in {
        MADRID: [(2026, 3, 28), (2026, 10, 24), (2026, 6, 1)],
        LORD_HOWE: [(2026, 4, 3), (2026, 10, 2), (2026, 6, 1)],
    }.items()
}


@given(st.data())
def test_every_stretch_reads_back_also_when_the_clocks_change(data: st.DataObject) -> None:
    zone = data.draw(st.sampled_from([MADRID, LORD_HOWE]))
    night = data.draw(st.sampled_from(NIGHTS[zone]))
    begin = night + timedelta(minutes=data.draw(st.integers(0, 3 * 1440)))
    end = begin + timedelta(minutes=data.draw(st.integers(1, 22 * 60)))
    minutes = (end - begin) // timedelta(minutes=1)
    left, back = sorted(data.draw(st.tuples(*[st.integers(1, minutes)] * 2)))
    rests = ()
    if left < back:
        rests = ((begin + timedelta(minutes=left), begin + timedelta(minutes=back)),)

    def typed(instant: datetime) -> str:
        there = instant.astimezone(zone)
        return f"{there:%H:%M}" + "*" * there.fold

    words = f"{begin.astimezone(zone):%Y-%m-%d} {typed(begin)}-{typed(end)}"
    words += "".join(f" -{typed(a)}-{typed(b)}" for a, b in rests)
    span = read(words, end, zone)
    assert (span.begin, span.end, span.breaks) == (begin, end, rests)
    assert span.seconds == 60 * (minutes - (back - left))
    for instant in span.ambiguous:
        there = instant.astimezone(zone)
        assert len(instants(there.date(), there.time(), zone)) == 2


PIECES = st.sampled_from(
    (*("ayer", "mon", "16/11", "31/2", "29/3", "25/10", "2026-03-29", "mañana", "from", "de"),
     *("9:00", "2:30", "2:30*", "1:59", "24:00", "9", "45", "-", "–", "a", "to", "less", "menos"),
     *("45m", "1,5h", "1h30", "h", "m", "0", "99999", "*", ":", ",", "/", "²", "٣", "İ", "ß"))
)  # fmt: skip


@given(st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=20), st.datetimes())
def test_whatever_is_typed_is_read_whole_or_refused_in_its_place(words: str, now: datetime) -> None:
    assume(1970 < now.year < 9000)
    refused = None
    try:
        span = read(words, now.replace(tzinfo=UTC), MADRID)
    except Unreadable as error:
        refused = error
    if refused:
        assert 0 <= refused.start < refused.end <= len(words) + 1
        assert str(refused)
        return
    edges = [span.begin, *(edge for rest in span.breaks for edge in rest), span.end]
    assert edges == sorted(edges)
    assert span.seconds > 0
