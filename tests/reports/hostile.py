"""Findings as the worst of books could give them, for formats that must carry them whole and obey none of them."""

from __future__ import annotations

from hypothesis import strategies as st

from mopsbook.checks.comparison import Comparison, Standing
from mopsbook.checks.explain import RulePage
from mopsbook.checks.finding import SEVERITIES, Finding

TEXTS = (
    "plain words",
    'quotes " \' ` and <tags a="b"> & entities &amp; &#65;',
    "two\nlines\r\nand\ta tab",
    "100% %0A %25 ::error file=x::y ##[error]z",
    "]]> <!-- --> <![CDATA[ ]]",
    "control \x00 \x07 \x1b[31m \x7f \x85 \u2028 \ufffe \uffff",
    "@acme/ops #12 GH-3 !4 www.example.org https://example.org user@example.org",
    "| a | b |\n|---|---|\n# head\n- item\n> quote\n```\ncode",
    "</details></td></table><script>alert(1)</script><img src=x onerror=alert(1)>",
    "[link](https://example.org) ![image](x.png) [text](1) {0} {1} \\[x](2)",
    "\U0001f980\U0001f980 crabs, e\u0301, \u202eright to left\u202c, \u200bnothing",
    "x" * 100_000,
    "",
)
words = st.one_of(
    st.sampled_from(TEXTS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text("`|<>&%]:[@#\n\\!*_\"' a", max_size=12),
)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """One finding: any text wherever text may stand, a column within its line, any state."""
    line = draw(words)
    column = draw(st.integers(1, len(line) + 1))
    state = draw(st.sampled_from(["", "new", "known", "waived"]))
    return Finding(
        path=draw(words.filter(bool)), line=draw(st.integers(1, 10_000)), column=column, end_column=column + draw(st.integers(1, 30)),
        rule=draw(st.sampled_from(["orphan", "incomplete", "own/our-rule"])), severity=draw(st.sampled_from(SEVERITIES)),
        message=draw(words.filter(bool)), hint=draw(words), source_line=line, kind=draw(st.sampled_from(["", "system"])), id=draw(words),
        subject=draw(words), part=draw(words), state=state, reason=draw(words) if state == "waived" else "",
    )  # fmt: skip


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """How a book may stand to before."""
    percent = st.integers(0, 100)
    standings = st.builds(
        Standing, kind=st.just("system"), id=words.filter(bool), title=words, path=words.filter(bool), line=st.integers(1, 99),
        before=st.none() | percent, now=percent, target=percent, touched=st.booleans(), misses=st.lists(words, max_size=3).map(tuple),
    )  # fmt: skip
    return Comparison(
        draw(words),
        draw(percent),
        draw(percent),
        draw(st.lists(standings, max_size=3).map(tuple)),
        draw(st.lists(findings(), max_size=2).map(tuple)),
    )


def page(rule: str, text: str) -> RulePage:
    """The page of a rule that says the same everywhere."""
    return RulePage(rule, "error", text, text, text, text, "cohesive")
