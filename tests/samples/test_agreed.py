"""Three clients of the demonstration desk have something agreed about their hours."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.models.billing import Every
from helpdesk_tui.models.people import Client
from helpdesk_tui.samples import agreed
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.timesheets import overview, recipients
from helpdesk_tui.timesheets.granted import Warn
from helpdesk_tui.timesheets.overview import Overview
from tests.storage.fresh import opened_fresh

NOW = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)


def read(name: str) -> Overview:
    return overview.read(Client.get(Client.name == name).id, NOW)


@pytest.mark.parametrize(("language", "note"), [("es", "Bono de"), ("en", "Pack of")])
def test_one_has_nearly_used_its_hours_one_is_told_by_the_month_and_one_pays_in_dollars(
    tmp_path: Path, language: str, note: str
) -> None:
    i18n.install(language)
    try:
        with opened_fresh(tmp_path):
            fill_demo(NOW)
            pack, monthly, abroad = map(read, (agreed.PACK, agreed.MONTHLY, agreed.ABROAD))
            other = read("Clínica Sol")
    finally:
        i18n.install("en")
    assert pack.left
    assert pack.left.warn is Warn.SOON
    assert pack.grants[0].note.startswith(note)
    assert (monthly.agreed.every, len(monthly.grants)) == (Every.MONTH, 1)
    assert (abroad.agreed.currency, abroad.price, pack.price, other.price) == (
        *("USD", 9500),
        *(5200, 5000),
    )
    for one in (pack, monthly, abroad):
        assert len(recipients.read(one.agreed.to)) == 1
        assert str(one.agreed.rule)
    assert other.agreed.id is None
