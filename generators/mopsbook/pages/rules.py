"""The pages of the rules: of ours from docstrings, with examples that are also tests; of a team's own from book.yaml."""

import jinja2

from mopsbook.checks.dimensions import DIMENSIONS
from mopsbook.checks.example import read_example
from mopsbook.checks.explain import explain
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.run import find_rules
from mopsbook.pages.book import Book
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Entry, Page
from mopsbook.pages.render import find_headings, tidy


def make_rules(book: Book, env: jinja2.Environment) -> list[Page]:
    """Return the list of rules and the page of each."""
    own = read_own_rules(book.catalog.shelf, book.catalog.today).by_name
    pages = [explain(name, own) for name in (*find_rules(), *own)]
    hrefs = Hrefs.on("rules/index")
    html = tidy(env.get_template("rules.html.jinja").render(rules=pages, dimensions=DIMENSIONS, hrefs=hrefs))
    words = "What the check looks for, why, and how to mend it."
    made = [Page("rules/index", "Rules", html, words, find_headings(html), (Entry("Rules", words),), menu="Quality")]
    for rule in pages:
        path = f"rules/{rule.id}"
        example = None if rule.written else read_example(rule.id)
        html = tidy(env.get_template("rule.html.jinja").render(rule=rule, example=example, hrefs=Hrefs.on(path)))
        entry = Entry(f"Rule {rule.id}", " ".join(filter(None, (rule.sentence, rule.what, rule.mend))), boost=0.05)
        made.append(Page(path, rule.id, html, rule.sentence, find_headings(html), (entry,)))
    return made
