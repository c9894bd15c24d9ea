"""What a report may know of its surroundings: the rules that ran, the repository around the book, its site, the host of CI."""

import os
from collections.abc import Mapping

from mopsbook.checks.explain import RulePage, explain
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.run import find_rules
from mopsbook.documents.shelf import Shelf
from mopsbook.errors import SetupError
from mopsbook.layout import Layout, find_repository, read_site_address
from mopsbook.today import today


def rules_of(shelf: Shelf) -> dict[str, RulePage]:
    """Return the pages of all rules that the book's policy leaves on, by name."""
    own = read_own_rules(shelf, today()).by_name
    severities = shelf.policy("severities", default={})
    return {name: explain(name, own) for name in (*find_rules(), *own) if severities.get(name) != "off"}


def folder_in_repository(layout: Layout) -> str:
    """Return where the book lies within its git repository, as in "books/mops/"; "" at its root or outside of one."""
    inside = layout.root.resolve().relative_to(find_repository(layout.root)).as_posix()
    return "" if inside == "." else f"{inside}/"


def site_address(layout: Layout) -> str:
    """Return the `site_url` of mkdocs.yml with a slash at its end; "" if it is not known."""
    try:
        address = read_site_address(layout)
    except SetupError:
        return ""  # the site is built by another command, which will say so
    return f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""


def source_address(environment: Mapping[str, str] = os.environ) -> str:
    """Return where the host shows the files of the commit that is checked, as its CI says it; "" elsewhere.

    https://docs.github.com/en/actions/reference/workflows-and-actions/variables and
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    github = [environment.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    if all(github):
        return "{}/{}/blob/{}/".format(*github)
    gitlab = [environment.get(f"CI_{name}", "") for name in ("PROJECT_URL", "COMMIT_SHA")]
    return "{}/-/blob/{}/".format(*gitlab) if all(gitlab) else ""
