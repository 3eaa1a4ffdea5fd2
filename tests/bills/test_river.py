"""The drawing of a Bill's course: which lane, which order, what is still to come."""

from datetime import date, timedelta

from bills.river import COMMONS, LORDS, MIDDLE, MOST_TICKS, Stop, river_of, span_words

TODAY = date(2026, 11, 23)
BEFORE, AFTER = TODAY - timedelta(days=9), TODAY + timedelta(days=9)


def test_commons_run_above_lords_and_royal_assent_between():
    river = river_of([Stop("a", "Commons", []), Stop("b", "Lords", []), Stop("c", "Unassigned", [])], TODAY)
    assert [station.y for station in river.stations] == [COMMONS, LORDS, MIDDLE]
    assert COMMONS < MIDDLE < LORDS


def test_stations_go_from_left_to_right_and_stay_inside_the_drawing():
    river = river_of([Stop(f"stage {n}", "Lords", []) for n in range(24)], TODAY)
    places = [station.x for station in river.stations]
    assert places == sorted(set(places))
    assert places[-1] < river.width


def test_what_comes_after_the_current_stage_lies_ahead():
    stops = [Stop("a", "Lords", [BEFORE]), Stop("b", "Lords", [BEFORE], is_current=True), Stop("c", "Lords", [])]
    assert [station.is_ahead for station in river_of(stops, TODAY).stations] == [False, False, True]


def test_without_a_current_stage_only_a_sitting_still_to_come_lies_ahead():
    stops = [Stop("a", "Lords", [BEFORE]), Stop("b", "Lords", []), Stop("c", "Lords", [AFTER])]
    assert [station.is_ahead for station in river_of(stops, TODAY).stations] == [False, False, True]


def test_every_sitting_is_a_tick_and_future_ones_are_told_apart():
    (station,) = river_of([Stop("a", "Commons", [BEFORE, TODAY, AFTER])], TODAY).stations
    assert [tick.is_future for tick in station.ticks] == [False, False, True]


def test_ticks_of_a_long_committee_stay_before_the_next_station():
    days = [TODAY + timedelta(days=n) for n in range(40)]
    first, second = river_of([Stop("a", "Commons", days), Stop("b", "Commons", [])], TODAY).stations
    assert len(first.ticks) == MOST_TICKS
    assert first.x < first.ticks[0].x < first.ticks[-1].x < second.x


def test_a_long_name_is_broken_into_lines_and_cut_at_the_fourth():
    name = "Consideration of Commons amendments and of reasons and of much else besides"
    (station,) = river_of([Stop(name, "Lords", [])], TODAY).stations
    words = [line for line, _ in station.label]
    assert words[0] == "Consideration"
    assert len(words) == 4
    assert words[-1].endswith("…")


def test_a_bill_without_stages_has_an_empty_river():
    assert river_of([], TODAY).stations == ()


def test_dates_are_given_from_first_to_last():
    assert span_words([]) == ""
    assert span_words([date(2026, 11, 4)]) == "4 Nov 2026"
    assert span_words([date(2026, 12, 1), date(2026, 12, 10)]) == "1–10 Dec 2026"
    assert span_words([date(2026, 11, 17), date(2026, 12, 2)]) == "17 Nov – 2 Dec 2026"
    assert span_words([date(2026, 11, 17), date(2027, 1, 5)]) == "Nov 2026 – Jan 2027"
