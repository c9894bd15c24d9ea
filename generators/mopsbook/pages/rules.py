"""The pages of the rules: each from the rule's docstring, with an example that is also its test."""

import jinja2

from mopsbook.checks.example import read_example
from mopsbook.checks.explain import explain
from mopsbook.checks.run import find_rules
from mopsbook.pages.hrefs import Hrefs
from mopsbook.pages.page import Entry, Page
from mopsbook.pages.render import find_headings, tidy


def make_rules(env: jinja2.Environment) -> list[Page]:
    """Return the list of rules and the page of each."""
    pages = [explain(name) for name in find_rules()]
    hrefs = Hrefs.on("rules/index")
    html = tidy(env.get_template("rules.html.jinja").render(rules=pages, hrefs=hrefs))
    words = "What the check looks for, why, and how to mend it."
    made = [Page("rules/index", "Rules", html, words, (), (Entry("Rules", words),), menu="Quality")]
    for rule in pages:
        path = f"rules/{rule.id}"
        example = read_example(rule.id)
        html = tidy(env.get_template("rule.html.jinja").render(rule=rule, example=example, hrefs=Hrefs.on(path)))
        entry = Entry(f"Rule {rule.id}", f"{rule.sentence} {rule.what} {rule.mend}", boost=0.05)
        made.append(Page(path, rule.id, html, rule.sentence, find_headings(html), (entry,)))
    return made
