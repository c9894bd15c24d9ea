"""The pages of the rules: of ours from docstrings, with examples that are also tests; of a team's own from book.yaml."""

from collections.abc import Iterator, Sequence
from functools import partial

import jinja2

from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.example import FOLDER, read_example
from mopsbook.checks.explain import RulePage, explain
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.run import find_rules
from mopsbook.pages.book import Book
from mopsbook.pages.fingerprint import Fingerprints
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Draft, Page, SearchEntry
from mopsbook.pages.render import find_headings, tidy


def draft_rules(book: Book, env: jinja2.Environment, fingerprints: Fingerprints) -> Iterator[Draft]:
    """Yield the list of rules and the page of each."""
    own = read_own_rules(book.catalog.shelf, book.catalog.today).by_name
    rules = [explain(name, own) for name in (*find_rules(), *own)]
    made = fingerprints.of_text(repr((DIMENSIONS, rules)))
    yield Draft("rules/index", "Rules", made, partial(_make_list, rules, env), menu="Quality")
    for rule in rules:
        made = fingerprints.of_text(repr((rule, b"" if rule.written else (FOLDER / f"{rule.id}.yaml").read_bytes())))
        yield Draft(f"rules/{rule.id}", rule.id, made, partial(_make, rule, env))


def _make_list(rules: Sequence[RulePage], env: jinja2.Environment) -> Page:
    hrefs = Hrefs.on("rules/index")
    html = tidy(env.get_template("rules.html.jinja").render(rules=rules, dimensions=DIMENSIONS, hrefs=hrefs))
    words = "What the check looks for, why, and how to mend it."
    return Page(
        "rules/index", "Rules", html, words, find_headings(html), (SearchEntry("Rules", words),), menu="Quality"
    )


def _make(rule: RulePage, env: jinja2.Environment) -> Page:
    path = f"rules/{rule.id}"
    example = None if rule.written else read_example(rule.id)
    html = tidy(env.get_template("rule.html.jinja").render(rule=rule, example=example, hrefs=Hrefs.on(path)))
    entry = SearchEntry(f"Rule {rule.id}", " ".join(filter(None, (rule.sentence, rule.what, rule.mend))), boost=0.05)
    return Page(path, rule.id, html, rule.sentence, find_headings(html), (entry,))
