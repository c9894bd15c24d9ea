"""Tests that share a site or a browser run in one process, so that it is made once."""

from __future__ import annotations

import pytest

GROUP = "one of a group"


@pytest.mark.xdist_group(GROUP)
def test_who_shares_out_the_tests_knows_their_groups(request: pytest.FixtureRequest) -> None:
    """pytest-xdist tells groups by what it puts behind the name of a test; a pytest that drops it ignores them in silence."""
    assert not request.config.getoption("loadgroup", False) or request.node.nodeid.endswith(f"@{GROUP}")
