"""A team's own repository: the installed wheel, files of YAML and one template, and no line of Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from environments import run

pytestmark = pytest.mark.packaging

BOOK = """\
kind: book
title: Our book
rules:
  - id: phone-abroad
    select: runbook
    require: {phone: {matches: "+*"}}
    message: The number of {title} must work from abroad
    hint: Begin it with + and the country.
    severity: error
"""
REPOSITORY = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: knowledge\ntheme: {name: material, font: false}\nplugins: [search, mopsbook]\n",
    "schemas/runbook.schema.yaml": """\
description: What to do when something breaks.
allOf: [{$ref: _envelope.schema.yaml}]
unevaluatedProperties: false
x-kind: {}
properties:
  kind: {const: runbook}
  system:
    title: System
    type: string
    description: The system that breaks.
    x-ref: system
    x-link: mends
    x-backlink: is mended by
  phone: {title: Call, type: string, description: Who is called first., x-place: template}
""",
    "schemas/runbook.html.jinja": """\
{# What to do when something breaks: whom to call comes first. #}
{% extends "entity.html.jinja" %}
{% block main %}<p class="our-own">Call {{ data.phone }}</p>{% endblock %}
""",
    "knowledge/book.yaml": BOOK,
    "knowledge/systems/hubspot.yaml": (
        "kind: system\nid: hubspot\ntitle: HubSpot\npurpose: Mails.\ncategory: map\ntier: 1\n"
    ),
    "knowledge/runbooks/mails-stop.yaml": "kind: runbook\nid: mails-stop\ntitle: Mails stop\nsystem: hubspot\nphone: 089 123456\n",
}


@pytest.fixture
def repository(tmp_path: Path, home: Path) -> Path:
    """A git repository with those files, committed."""
    for name, text in REPOSITORY.items():
        path = tmp_path / "acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    folder = tmp_path / "acme"
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Begin")):
        run("git", *who, *command, cwd=folder, home=home)
    return folder


def test_a_team_keeps_its_own_kind_template_and_rule_without_python(
    installed: Path, home: Path, repository: Path
) -> None:
    """Its rule is broken at a line, mending that makes the check green, and its kind has pages with its own look."""
    mopsbook = installed / "mopsbook"
    wrong = run(mopsbook, "check", cwd=repository, home=home, check=False)
    assert wrong.returncode == 1
    assert (
        "error[own/phone-abroad]: runbook `mails-stop`: The number of Mails stop must work from abroad" in wrong.stdout
    )
    assert "--> knowledge/runbooks/mails-stop.yaml:5:8" in wrong.stdout
    runbook = repository / "knowledge" / "runbooks" / "mails-stop.yaml"
    runbook.write_text(runbook.read_text(encoding="utf-8").replace("089", "+49 89"), encoding="utf-8")
    assert "own/phone-abroad" not in run(mopsbook, "check", cwd=repository, home=home).stdout
    run(mopsbook, "build", cwd=repository, home=home)
    page = (repository / "site/runbooks/mails-stop/index.html").read_text(encoding="utf-8")
    assert '<p class="our-own">Call +49 89 123456</p>' in page
    assert "Mails stop" in (repository / "site/runbooks/index.html").read_text(encoding="utf-8")
    assert "Is mended by" in (repository / "site/systems/hubspot/index.html").read_text(encoding="utf-8")


def test_its_editor_knows_its_own_kind(installed: Path, home: Path, repository: Path) -> None:
    """The installed wheel prints and writes the schema of a kind that it has never heard of, with the names of the book."""
    mopsbook = installed / "mopsbook"
    assert '"const": "runbook"' in run(mopsbook, "schema", "runbook", cwd=repository, home=home).stdout
    run(mopsbook, "schema", "--vscode", cwd=repository, home=home)
    written = (repository / ".mopsbook/schemas/runbook.schema.json").read_text(encoding="utf-8")
    assert '"label": "hubspot"' in written
    settings = (repository / ".vscode/settings.json").read_text(encoding="utf-8")
    assert "knowledge/runbooks/**/*.yaml" in settings
    # What was written for editors is no part of the book.
    assert run(mopsbook, "check", cwd=repository, home=home, check=False).stdout.count("unknown-kind") == 0
