"""mopsbook explain: the page of a rule."""

import click

from mopsbook.checks.explain import explain
from mopsbook.checks.run import find_rules


@click.command()
@click.argument("rule", required=False)
def command(rule: str | None) -> None:
    """Print what a rule finds, why, and how to mend it. Without RULE: all rules in a line each."""
    if rule is None:
        for name in find_rules():
            page = explain(name)
            click.echo(f"{name:<24}{page.severity:<9}{page.sentence}")
        return
    page = explain(rule)
    click.echo(f"{page.id} ({page.severity})\n\n{page.sentence}")
    for head, text in (("What it finds", page.what), ("Why", page.why), ("How to mend it", page.mend)):
        click.echo(f"\n{head}\n{click.wrap_text(text, 100, '  ', '  ')}")
