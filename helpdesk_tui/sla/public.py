"""Public holidays by country and region, from the library `holidays`: slow to import, so late.

They are worked out when rules are saved, and kept with them: a newer library moves no clock.
"""

from __future__ import annotations

from functools import lru_cache

from helpdesk_tui.i18n import _
from helpdesk_tui.sla.document import FIRST_YEAR

AHEAD = 11
"""Years beyond this one: a clock looks ten years ahead."""


class NoLibrary(Exception):
    """The package `holidays` is not installed: a sentence that says what to do."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The Python package “holidays” is missing here. Install it, or leave the country"
                " out and write the holidays down."
            )
        )


def countries() -> list[str]:
    """The countries that are known, as two letters. Raises NoLibrary."""
    try:
        from holidays import list_supported_countries
    except ImportError:
        raise NoLibrary from None
    return sorted(list_supported_countries(include_aliases=False))


def regions(country: str) -> dict[str, list[str]]:
    """The letters of the regions of a known country, with their names as far as they have some."""
    from holidays import country_holidays

    known = country_holidays(country)
    names: dict[str, list[str]] = known.get_subdivision_aliases()
    return {letters: names.get(letters, []) for letters in known.subdivisions}


@lru_cache(maxsize=32)
def public(country: str, region: str, this_year: int, language: str) -> dict[str, str]:
    """The dates and names of the holidays, for a country and a region that are known.

    They are named in the language (`en` or `es`) where the library has it, else in the country's.
    """
    import warnings

    from holidays import country_holidays

    known = country_holidays(country)
    names = [known.default_language, *known.supported_languages]
    spoken = next((name for name in names if name and name.startswith(language)), names[0])
    years = range(FIRST_YEAR, this_year + AHEAD + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of years that it does not know, on the terminal
        found = country_holidays(country, subdiv=region or None, years=years, language=spoken)
    return {day.isoformat(): name for day, name in sorted(found.items())}
