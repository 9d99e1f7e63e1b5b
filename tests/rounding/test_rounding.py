"""What is billed of what was recorded: the modes known from Kimai, and a client's own rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.rounding import (
    AS_RECORDED,
    MODES,
    Rule,
    Step,
    Unit,
    Way,
    kimai,
    round_entry,
    rounded,
    rule,
    spread,
)

DAY = datetime(2026, 11, 16, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")

minutes = st.sampled_from([0, 1, 5, 6, 7, 10, 15, 20, 30, 45, 60, 90])
seconds = st.integers(0, 40 * 3600)
zones = st.sampled_from([UTC, MADRID, ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")])
ways = st.sampled_from(list(Way))


def at(clock: str, zone: ZoneInfo | None = None) -> datetime:
    hours, minutes, *seconds = map(int, clock.split(":"))
    begin = DAY.replace(tzinfo=zone) if zone else DAY
    return begin.replace(hour=hours, minute=minutes, second=sum(seconds))


def clock(instant: datetime) -> str:
    return f"{instant:%H:%M:%S}"


@pytest.mark.parametrize(
    ("mode", "begin", "end", "seconds"),
    [
        ("default", "09:00:00", "10:00:00", 3600),
        ("ceil", "09:15:00", "10:00:00", 2700),
        ("floor", "09:00:00", "09:45:00", 2700),
        ("closest", "09:00:00", "10:00:00", 3600),
    ],
)
def test_the_modes_of_kimai_round_begin_and_end_before_the_duration(
    mode: str, begin: str, end: str, seconds: int
) -> None:
    found = round_entry(
        at("9:07"),
        at("9:53"),
        mode=mode,
        begin_minutes=15,
        end_minutes=15,
        duration_minutes=15,
    )
    assert (clock(found.begin), clock(found.end), found.seconds) == (begin, end, seconds)


@pytest.mark.parametrize(
    ("mode", "seconds"), [("default", 1800), ("ceil", 1800), ("floor", 900), ("closest", 900)]
)
def test_the_duration_alone_is_rounded_where_only_it_has_minutes(mode: str, seconds: int) -> None:
    found = round_entry(at("9:01"), at("9:23:30"), mode=mode, duration_minutes=15)
    assert (clock(found.begin), clock(found.end)) == ("09:01:00", "09:23:30")
    assert found.seconds == seconds  # 22:30 is an exact half


def test_an_exact_half_goes_down_in_closest_and_up_in_a_rule_to_the_nearest() -> None:
    assert round_entry(at("9:00"), at("9:07:30"), mode="closest", duration_minutes=15).seconds == 0
    assert Step(15, Way.NEAREST).seconds(450) == 900
    assert Step(15, Way.NEAREST).seconds(449) == 0
    assert Step(15, Way.HALF_DOWN).seconds(451) == 900


@pytest.mark.parametrize("mode", MODES)
def test_what_is_exactly_on_a_step_stays(mode: str) -> None:
    given = at("9:15"), at("10:45")
    found = round_entry(*given, mode=mode, begin_minutes=15, end_minutes=15, duration_minutes=30)
    assert (found.begin, found.end, found.seconds) == (*given, 5400)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("end", ["9:07", "8:00"])
def test_nothing_stays_nothing_and_a_clock_set_back_bills_nothing(mode: str, end: str) -> None:
    found = round_entry(
        at("9:07"), at(end), mode=mode, begin_minutes=15, end_minutes=15, duration_minutes=15
    )
    assert found.seconds == 0


@pytest.mark.parametrize("mode", ["ceil", "floor", "closest"])
def test_begin_and_end_that_meet_leave_nothing(mode: str) -> None:
    found = round_entry(at("9:16"), at("9:20"), mode=mode, begin_minutes=15, end_minutes=15)
    assert (found.begin, found.seconds) == (found.end, 0)


def test_a_begin_that_is_rounded_past_the_end_leaves_nothing() -> None:
    assert round_entry(at("9:40"), at("9:50"), mode="ceil", begin_minutes=60).seconds == 0


@pytest.mark.parametrize(
    "wrong",
    [{"mode": "up"}, {"begin_minutes": -1}, {"end_minutes": -15}, {"duration_minutes": -1}],
)
def test_what_cannot_be_is_refused(wrong: dict[str, str | int]) -> None:
    with pytest.raises(ValueError, match=r"mode|minutes"):
        round_entry(at("9:00"), at("10:00"), **wrong)  # type: ignore[arg-type]


def test_one_instant_with_a_zone_and_one_without_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        round_entry(at("9:00"), at("10:00").replace(tzinfo=None))


def test_begin_and_end_cannot_be_rounded_for_many_entries_together() -> None:
    with pytest.raises(ValueError, match="begin or end"):
        Rule(begin=Step(15), unit=Unit.DAY)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", AS_RECORDED),
        ("up 15", Rule(duration=Step(15, Way.UP))),
        ("Nearest 30 by day", Rule(duration=Step(30, Way.NEAREST), unit=Unit.DAY)),
        ("begin down 5, end up 10", Rule(Step(5, Way.DOWN), Step(10, Way.UP))),
        ("closest 0 5 15", kimai("closest", 0, 5, 15)),
    ],
)
def test_a_rule_is_what_its_words_say(words: str, meant: Rule) -> None:
    assert rule(words) == meant


@pytest.mark.parametrize(
    "words",
    [
        "15",
        "up",
        "up x",
        "up -5",
        "sideways 5",
        "up 15 by moon",
        "begin up 5 by day",
        "middle up 5",
        "up 5, up 6",
        "ceil 5",
        "a b c d",
        ",",
    ],
)
def test_words_that_are_no_rule_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        rule(words)


@given(st.builds(Step, minutes, ways), st.sampled_from(list(Unit)))
def test_a_rule_reads_its_own_words(step: Step, unit: Unit) -> None:
    said = Rule(duration=step, unit=unit)
    assert rule(str(said)) == (said if step.minutes else AS_RECORDED)
    assert rule(str(Rule(step, step, step))) == (Rule(step, step, step) if step.minutes else Rule())


def test_steps_are_those_of_the_clock_on_the_wall() -> None:
    """In India it is half past when it is full in Greenwich."""
    kolkata = ZoneInfo("Asia/Kolkata")
    found = round_entry(at("9:40", kolkata), at("10:20", kolkata), mode="ceil", begin_minutes=60)
    assert (clock(found.begin), found.begin.tzinfo) == ("10:00:00", kolkata)


def test_a_night_in_which_the_clocks_go_back_has_its_real_length() -> None:
    begin = datetime(2026, 10, 25, 1, 50, tzinfo=MADRID)
    end = datetime(2026, 10, 25, 3, 10, tzinfo=MADRID)
    found = round_entry(begin, end, mode="default", begin_minutes=15, end_minutes=15)
    assert (clock(found.begin), clock(found.end), found.seconds) == ("01:45:00", "03:15:00", 9000)


def test_what_does_not_count_is_taken_out_before_the_duration_is_rounded() -> None:
    found = rounded(at("9:00"), at("10:00"), Rule(duration=Step(15, Way.UP)), breaks=1200)
    assert found.seconds == 2700
    assert rounded(at("9:00"), at("10:00"), Rule(duration=Step(15)), breaks=3600).seconds == 0


@given(seconds, minutes, ways)
def test_a_step_goes_where_its_name_says_and_never_further_than_a_step(
    length: int, step: int, way: Way
) -> None:
    found = Step(step, way).seconds(length)
    size = step * 60
    if not size:
        assert found == length
        return
    below = length // size * size
    choices = {below, below if below == length else below + size}
    assert found in choices
    nearest = min(choices, key=lambda one: (abs(one - length), -one))
    nearest_down = min(choices, key=lambda one: (abs(one - length), one))
    assert (
        found
        == {
            Way.UP: max(choices),
            Way.DOWN: min(choices),
            Way.NEAREST: nearest,
            Way.HALF_DOWN: nearest_down,
        }[way]
    )
    assert Step(step, way).seconds(found) == found


@given(seconds, seconds, zones, st.sampled_from(list(MODES)), minutes, minutes, minutes)
def test_a_rounded_entry_is_that_of_whole_steps_counted_by_hand(
    since: int, length: int, zone: timezone, mode: str, begin: int, end: int, duration: int
) -> None:
    first = datetime(2026, 3, 28, tzinfo=zone) + timedelta(seconds=since)
    last = (first.astimezone(UTC) + timedelta(seconds=length)).astimezone(zone)
    found = round_entry(
        first, last, mode=mode, begin_minutes=begin, end_minutes=end, duration_minutes=duration
    )
    assert (found.begin.tzinfo, found.end.tzinfo) == (zone, zone)
    if not length:
        assert (found.begin, found.end, found.seconds) == (first, last, 0)
        return
    for was, now, step in ((first, found.begin, begin), (last, found.end, end)):
        moved = now.astimezone(UTC) - was.astimezone(UTC)
        assert abs(moved) < timedelta(minutes=max(step, 1))
        assert moved == timedelta() or step
    real = (found.end.astimezone(UTC) - found.begin.astimezone(UTC)).total_seconds()
    rule = kimai(mode, begin, end, duration)
    assert found.seconds == rule.duration.seconds(max(0, int(real)))


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_a_total_that_is_spread_adds_up_and_nobody_gets_less_than_nothing(
    total: int, weights: list[int]
) -> None:
    shares = spread(total, weights)
    assert sum(shares) == total
    assert min(shares) >= 0
    if any(weights):
        assert all(not share for share, weight in zip(shares, weights, strict=True) if not weight)
        exact = [total * weight / sum(weights) for weight in weights]
        assert all(abs(share - one) < 1.001 for share, one in zip(shares, exact, strict=True))
