"""Values are shown as one says them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from small_book import make_page


@pytest.mark.parametrize(
    ("contract", "rows"),
    [
        ({"cost": 418000, "currency": "EUR", "seats": 265}, {"Cost a year": "418,000 EUR", "Seats": "265"}),
        ({"currency": "EUR"}, {"Currency": "EUR"}),
        ({"cost": 0, "currency": "USD"}, {"Cost a year": "0 USD"}),
        ({"cost": 12.5}, {"Cost a year": "12.5"}),
    ],
)
def test_a_cost_is_shown_with_its_currency(tmp_path: Path, contract: dict[str, object], rows: dict[str, str]) -> None:
    """An amount of money is one value; a currency without a cost, and a cost without one, stand for themselves."""
    system = {"kind": "system", "id": "crm", "title": "CRM", "contract": contract}
    html = make_page(tmp_path, {"systems/crm.yaml": system}, "systems/crm").html
    group, *_ = re.findall(r'<dl class="mb-group">(.*?)</dl>', html, re.DOTALL)
    assert dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", group)) == rows
