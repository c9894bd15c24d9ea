"""mopsbook explain: the page of a rule."""

from textwrap import fill

import click

from mopsbook.checks.explain import RulePage, explain
from mopsbook.checks.run import find_rules
from mopsbook.cli.options import terminal_width

_WIDEST = 100
# Beside the names, fewer columns than this make a sentence hard to read.
_ROOM = 36


@click.command()
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Print what a rule finds, why, and how to mend it. Without RULE: all rules in a line each."""
    width = terminal_width()
    if rule is None:
        pages = [explain(name) for name in find_rules()]
        longest = max(22, *(len(page.id) for page in pages)) + 2
        for page in pages:
            click.echo(_line(page, longest, width))
        return
    page = explain(rule)
    wide = min(width or _WIDEST, _WIDEST)
    click.echo(f"{page.id} ({page.severity})\n\n{_fill(page.sentence, wide, '')}")
    for head, text in (("What it finds", page.what), ("Why", page.why), ("How to mend it", page.mend)):
        click.echo(f"\n{head}\n{_fill(text, wide, '  ')}")


def _line(page: RulePage, longest: int, width: int) -> str:
    """Return a rule in one line, or, where a terminal is too narrow for it, in several that hang below its name."""
    head = f"{page.id:<{longest}}{page.severity:<9}"
    if not width or len(head) + len(page.sentence) <= width:
        return head + page.sentence
    if width - len(head) >= _ROOM:
        return head + _fill(page.sentence, width, " " * len(head)).lstrip()
    return f"{page.id} ({page.severity})\n{_fill(page.sentence, width, '  ')}"


def _fill(text: str, width: int, indent: str) -> str:
    broken: str = fill(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return broken
