"""View: for whom a report is written, how much was checked for it, and what else it may speak of."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from mopsbook.checks.comparison import Comparison
from mopsbook.checks.explain import RulePage
from mopsbook.checks.finding import SEVERITIES, Finding


class View(Struct, frozen=True):
    """`colour` and `width` (in columns, 0 for any) are those of the terminal that reads along, if one does.

    `documents` and `files` count what was checked, so that nothing found is told apart from nothing looked at. `comparison`
    is how the book stands to an earlier state, if one was asked for. `everything` shows people what is known or waived, too. `failing` are the severities that fail the check, `rules`
    the pages of the rules that ran.

    `folder` is where the book lies within its repository ("books/mops/", "" for its root): hosts name files from there.
    `site` and `source` are addresses, with a slash at the end, or "": of the book's site, and of the repository's files as
    they are at this commit.
    """

    colour: bool = False
    width: int = 0
    documents: int = 0
    files: int = 0
    comparison: Comparison | None = None
    everything: bool = False
    failing: tuple[str, ...] = ("error",)
    rules: Mapping[str, RulePage] = field(default_factory=dict)
    folder: str = ""
    site: str = ""
    source: str = ""

    def fails(self, finding: Finding) -> bool:
        """Whether a finding fails the check: it is bad enough, and neither known nor waived."""
        return finding.severity in self.failing and finding.is_open

    def rank(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return what matters most first: what fails, then what is new, then the worse; else by place."""

        def matters(finding: Finding) -> tuple[object, ...]:
            old = not finding.is_open
            return (not self.fails(finding), old, SEVERITIES.index(finding.severity), finding.order)

        return sorted(findings, key=matters)

    def page_of(self, rule: str) -> str:
        """Return the address of a rule's page on the book's site; "" if the site has none that is known."""
        return f"{self.site}rules/{rule}/" if self.site and rule in self.rules else ""


PLAIN = View()
