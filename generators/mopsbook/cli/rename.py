"""mopsbook rename: another id for a document, or a part of one, and all that refers to it."""

import click

from mopsbook.cli.completing import complete_keys
from mopsbook.cli.options import read_shelf
from mopsbook.layout import find_layout
from mopsbook.words import count


@click.command(short_help="Give a document another id, and mend all that refers to it.")
@click.argument("old", metavar="KIND/ID", shell_complete=complete_keys)
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def command(old: str, new: str, dry_run: bool) -> None:
    """Give a document another id: `mopsbook rename system/marketo marketo-engage`.

    The file moves, references in YAML, prose and pages written by hand follow, and the old id stays an alias, so that links
    to it lead on. `KIND/ID#PART` renames a part: a stage, a step, a field.
    """
    from mopsbook.checks.own.read import read_own_rules
    from mopsbook.editing.rename import plan_renaming
    from mopsbook.editing.renaming import find_renaming
    from mopsbook.editing.show_diff import show_diff
    from mopsbook.editing.write_files import write_files
    from mopsbook.review.carry import carry_records
    from mopsbook.today import today

    layout = find_layout()
    shelf = read_shelf(layout)
    named = [name for rule in read_own_rules(shelf, today()).by_name.values() for name in rule.named]
    renaming = find_renaming(shelf, old, new)
    plan = plan_renaming(shelf, layout, renaming, named)
    if dry_run:
        before = {path: (layout.root / path).read_bytes() for path in plan.files if (layout.root / path).exists()}
        click.echo(show_diff(before, plan.files, plan.moved), nl=False)
    else:
        write_files(layout.root, {**plan.files, **carry_records(shelf, plan, renaming)})
        if plan.moved:
            click.echo(f"{plan.moved[0]} is {plan.moved[1]} now")
        changed = count(sum(plan.places.values()), "place")
        click.echo(f"{changed} changed in {count(len(plan.places), 'file')}; `git diff` shows them")
    for note in plan.notes:
        click.echo(f"mopsbook: {note}", err=True)
