"""GitLab's own stack file, imported as it is: the hard case for a book that has to begin with what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk

from mopsbook.imports.run import run_import

ROOT = Path(__file__).parents[2]
STACK = ROOT.parent / "shared" / "data" / "gitlab-tech-stack" / "tech_stack.yml"
MAP = ROOT / "docs" / "examples" / "gitlab-tech-stack.map.yaml"

pytestmark = pytest.mark.skipif(not STACK.is_file(), reason="the real files are not part of the distribution")


def test_a_messy_legacy_starts_on_day_one_and_one_more_mistake_is_the_only_one_that_fails(desk: Desk) -> None:
    run_import("system", STACK, MAP, desk.root)
    assert desk.check("--fail-on", "warning").code == 1
    assert "findings recorded" in desk.check("--write-baseline").text
    desk.commit()
    before = desk.baseline.read_text("utf-8")
    done = desk.check("--fail-on", "info")
    assert done.code == 0 and done.text.startswith("No new findings.")

    path = desk.root / "knowledge" / "systems" / "auditboard.yaml"
    good = path.read_text("utf-8")
    path.write_text(good + "owner: nobody-at-all\n", "utf-8")
    done = desk.check("--fail-on", "info")
    assert done.code == 1
    assert done.text.count("-->") == 1 and "`nobody-at-all`" in done.text

    # Mended, and one of the old gaps with it: what is recorded of this system says less, and nothing else changed.
    path.write_text(good + "owner: ops\n", "utf-8")
    assert desk.check("--fail-on", "info").code == 0
    after = desk.baseline.read_text("utf-8")
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert changed and all('"id": "auditboard"' in line for line in changed)
