"""Whatever somebody writes under `rules`, the check answers: rightly, in time, and never with a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_answer import PlainAnswer

from mopsbook.checks.own.find import find_complaints
from mopsbook.checks.own.patterns import is_pattern, looks_like
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.run import run_checks
from mopsbook.documents.document import Document, Source, Trouble
from mopsbook.documents.load import read_document
from mopsbook.documents.shelf import Shelf
from mopsbook.kinds.load import load_kinds
from small_book import RUNBOOK_SCHEMA, write

KINDS = load_kinds()
TODAY = date(2026, 11, 22)
BASE = yaml.safe_load((Path(__file__).parent / "own_rules.yaml").read_text("utf-8"))["base"]


def read(files: Mapping[str, str]) -> tuple[list[Document], list[Trouble]]:
    documents, troubles = [], []
    for name, text in sorted(files.items()):
        _, found, wrong = read_document(f"knowledge/{name}", text.encode(), KINDS)
        documents += found
        troubles += wrong
    return documents, troubles


BASE_DOCUMENTS, _ = read(BASE)


def shelf_of(files: Mapping[str, str], rules: Any) -> Shelf:
    """A shelf without a folder: thousands of them are made."""
    (book,), _ = read({"book.yaml": json.dumps({"kind": "book", "title": "Ours", "rules": rules})})
    documents, troubles = (BASE_DOCUMENTS, []) if files is BASE else read(files)
    return Shelf(KINDS, documents, troubles, {}, book, "knowledge")


def rule(**words: Any) -> dict[str, Any]:
    return {"id": "r", "select": "system", "message": "It is as asked", **words}


def broken_by(shelf: Shelf) -> list[set[tuple[str, str]]]:
    """Return the documents that each rule complains of."""
    assert read_own_rules(shelf, TODAY).faults == ()
    assert shelf.book is not None
    assert shelf.book.violations == ()
    return [{one.document.key for one in complaints} for _, complaints in find_complaints(shelf, TODAY)]


# A grammar of what may be asked of each kind in the base of own_rules.yaml: field to tests, to other kinds, or to parts.
_PLAIN: dict[str, dict[str, list[Any]]] = {
    "system": {
        "tier": [1, [2, 3], {"at_least": 2}, {"at_most": 2}, {"present": True}],
        "status": ["active", ["retired", "draft"], {"matches": "*e"}, {"present": False}],
        "tags": ["core", {"every": "core"}, {"some": {"matches": "eu*"}}, {"none": ["x", "core"]}, {"count": 2}],
        "contract.cost": [{"at_least": 10}, {"present": True}],
        "contract.renewal_date": [{"after": "today"}, {"within_next": "90d"}],
        "owner": ["lead", "Head of MOps", ["mops", "admin"]],
    },
    "process": {"type": ["sop", "runbook"], "owner": ["lead"], "last_run": [{"before": "today"}]},
    "role": {"holders": [0, {"at_least": 1}], "team": ["mops", "sales"], "title": [{"matches": "*o*"}]},
    "team": {"channel": [{"present": True}], "lead": ["lead", "admin"]},
    "integration": {"direction": ["one-way"], "source": ["marketo", "drift"]},
    "step": {"automated": [True], "accountable": ["lead", "admin"], "title": ["Look"]},
}
_INNER = {
    "system": {"runbook": "process"},
    "process": {"systems": "system", "steps": "step"},
    "role": {"team": "team", "reports_to": "role"},
    "team": {"lead": "role"},
    "integration": {"source": "system", "target": "system"},
    "step": {"systems": "system"},
}
_REFERRERS = {
    "system": {"integration": "integration", "process.steps.systems": "process"},
    "role": {"system.owner": "system", "team.lead": "team"},
    "team": {"role.team": "role", "integration.owner": "integration"},
    "process": {"system.runbook": "system"},
}


@cache
def conditions(kind: str, hops: int = 0, depth: int = 0) -> st.SearchStrategy[Any]:
    plain = st.one_of(
        *(st.sampled_from(tests).map(lambda test, name=name: {name: test}) for name, tests in _PLAIN[kind].items())
    )
    if depth > 3:
        return plain
    ways = [plain, st.lists(_later(kind, hops, depth + 1), min_size=1, max_size=3).flatmap(_combined)]
    for field, inner in _INNER[kind].items():
        step = hops + (inner != "step")
        if step <= 4:
            ways.append(_looks(_later(inner, step, depth + 1)).map(lambda test, field=field: {field: test}))
    for key, inner in _REFERRERS.get(kind, {}).items():
        if hops < 4:
            looks = _looks(_later(inner, hops + 1, depth + 1))
            ways.append(looks.map(lambda test, key=key: {"referred_by": {key: test}}))
    # Evenly by what is asked: `one_of` alone would favour what can be asked in many ways.
    return st.sampled_from(ways).flatmap(lambda way: way)


def _later(kind: str, hops: int, depth: int) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: conditions(kind, hops, depth))


def _combined(terms: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(["any", "all", "none"]).map(lambda word: {word: terms})


def _looks(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    counts = st.sampled_from([{"at_least": 1}, {"at_most": 1}, {"at_least": 2, "at_most": 3}])
    looks = st.builds(lambda how, term: {how: term}, st.sampled_from(["every", "some", "none"]), inner)
    asked = st.booleans().flatmap(lambda count: st.builds(lambda one: {"count": one}, counts) if count else looks)
    return st.builds(lambda one, where: {**one, **where}, asked, st.one_of(st.just({}), _where(inner)))


def _where(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda term: {"where": term}, inner)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data(), kind=st.sampled_from(["system", "process", "role", "team", "integration"]))
def test_rules_find_what_the_shortest_way_to_the_answer_finds(data: st.DataObject, kind: str) -> None:
    """A rule complains of exactly the documents that are not as asked, and its opposite of exactly the others."""
    term = data.draw(conditions(kind))
    rules = [rule(select=kind, require=term), {**rule(select=kind, require={"none": [term]}), "id": "opposite"}]
    shelf = shelf_of(BASE, rules)
    documents = [dict(one.data) for one in BASE_DOCUMENTS]
    plain = PlainAnswer(documents, TODAY, _INNER)
    right = {(kind, one["id"]) for one in documents if one["kind"] == kind and plain.holds(term, one, kind)}
    everything = {document.key for document in shelf.of_kind(kind)}
    assert broken_by(shelf) == [everything - right, right]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([
        "system", "any", "role", "active", "lead", "today", "90d", "*", "", "TBD", "mops", "x", "process.steps.systems",
    ]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([
        "id", "select", "where", "require", "message", "any", "all", "none", "every", "some", "count", "present", "not",
        "at_least", "matches", "referred_by", "kind", "tier", "owner", "steps", "systems", "contract", "contract.start",
        "process.steps.systems", "team", "system", "tags", "unknown", "does_not_apply", "title", "before", "",
    ]), inner, max_size=4),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(where=_JSON, require=_JSON, select=st.sampled_from(["system", "any", ["role", "team"], "process"]), whole=_JSON)
def test_whatever_stands_in_a_rule_gives_findings_and_no_traceback(
    where: Any, require: Any, select: Any, whole: Any
) -> None:
    """Nonsense is a finding in book.yaml, or a rule that can be applied; it is never a crash."""
    shelf = shelf_of(BASE, [rule(select=select, where=where, require=require), whole])
    for finding in run_checks(shelf, TODAY):
        assert finding.line > 0
        assert finding.message


def test_no_pattern_can_stall_a_check() -> None:
    """A pattern that ruins an engine that tries all ways is answered in a blink, whatever the text."""
    text = "a" * 100_000
    start = time.process_time()
    for pattern in ("*a" * 140 + "b", "*?" * 140 + "b", "*" * 299 + "b", "a*" * 100 + "a*b*a"):
        assert is_pattern(pattern)
        assert not looks_like([pattern], text)
    assert looks_like(["*a" * 150], text)
    assert time.process_time() - start < 10


def test_a_pattern_that_is_absurdly_long_is_refused_and_not_guessed_at() -> None:
    """What the engine cannot take is a finding: a pattern that let everything pass would hide what it looks for."""
    shelf = shelf_of(BASE, [rule(require={"title": {"matches": "?*" * 400_000}})])
    assert [finding.rule for finding in run_checks(shelf, TODAY) if "book.yaml" in finding.path] == ["unusable-rule"]


def test_four_steps_through_a_crowd_take_time_in_proportion() -> None:
    """Where everybody refers to everybody, four steps are a billion roads, and each document is still judged once."""
    number = 150
    names = [f"p{index}" for index in range(number)]
    files = {
        f"terms/{name}.yaml": json.dumps(
            {"kind": "term", "id": name, "title": name, "definition": "x", "related": names}
        )
        for name in names
    }
    term: Any = {"definition": "y"}
    for _ in range(4):
        term = {"related": {"every": {"kind": "term", **term}}}
    back: Any = {"definition": "y"}
    for _ in range(4):
        back = {"referred_by": {"term.related": {"some": back}}}
    shelf = shelf_of(
        files, [{**rule(require=term), "select": "term"}, {**rule(require=back), "select": "term", "id": "s"}]
    )
    start = time.process_time()
    found = {one.id: len(complaints) for one, complaints in find_complaints(shelf, TODAY)}
    assert found == {"r": number * number, "s": number}
    assert time.process_time() - start < 60


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    generators = str(Path(__file__).resolve().parents[2] / "generators")
    environment = {**os.environ, "PYTHONPATH": generators, "SOURCE_DATE_EPOCH": "1795305600"}
    return subprocess.run(
        [sys.executable, "-m", "mopsbook", *words],
        cwd=root,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """What a team writes: a kind of its own, two documents, a rule. No Python."""
    write(
        tmp_path / "mkdocs.yml",
        "site_name: Ours\ndocs_dir: knowledge\ntheme: {name: material, font: false}\nplugins: [mopsbook]\n",
    )
    write(tmp_path / "schemas/runbook.schema.yaml", RUNBOOK_SCHEMA)
    write(
        tmp_path / "knowledge/book.yaml",
        """kind: book
title: Ours
rules:
  - id: woken-for-tier-1
    select: runbook
    where: {severity: high}
    require: {breaks: {some: {tier: 1}}}
    message: We wake nobody for {breaks}
    hint: Set `severity` of {title} to low, or the tier to 1.
    why: Sleep is *not* a resource.
    severity: error
    dimension: efficient
  - id: tier-1-has-runbook
    select: system
    where: {tier: 1}
    require: {referred_by: {runbook.breaks: {present: true}}}
    message: Tier 1 has a runbook
""",
    )
    write(tmp_path / "knowledge/systems/chat.yaml", "kind: system\nid: chat\ntitle: Chat\ntier: 3\n")
    write(tmp_path / "knowledge/systems/crm.yaml", "kind: system\nid: crm\ntitle: CRM\ntier: 1\n")
    write(
        tmp_path / "knowledge/runbooks/chat-down.yaml",
        "kind: runbook\nid: chat-down\ntitle: Chat is down\nseverity: high\nbreaks: chat\n",
    )
    return tmp_path


def test_a_rule_for_a_kind_of_ones_own_needs_no_python(repository: Path) -> None:
    """The command finds what the rule asks for, with its place, its line, its hint and its severity."""
    done = run(repository, "check")
    assert done.returncode == 1
    assert (
        """error[own/woken-for-tier-1]: runbook `chat-down`: We wake nobody for chat (system `chat`: `tier` is `3`, not `1`)
 --> knowledge/runbooks/chat-down.yaml:5:9
  |
5 | breaks: chat
  |         ^^^^ Set `severity` of Chat is down to low, or the tier to 1.
"""
        in done.stdout
    )
    assert (
        "warning[own/tier-1-has-runbook]: system `crm`: Tier 1 has a runbook (no runbook refers to it in `breaks`)"
        in done.stdout
    )


def test_every_format_tells_the_findings_of_own_rules(repository: Path) -> None:
    """Machines and GitHub get the same findings, under the name that begins with own/."""
    found = json.loads(run(repository, "check", "--format", "json").stdout)["findings"]
    mine = [one for one in found if one["rule"] == "own/woken-for-tier-1"]
    assert [(one["path"], one["line"], one["column"], one["kind"], one["id"], one["dimension"]) for one in mine] == [
        ("knowledge/runbooks/chat-down.yaml", 5, 9, "runbook", "chat-down", "efficient")
    ]
    assert (
        "::error file=knowledge/runbooks/chat-down.yaml,line=5,col=9,endColumn=13,title=own/woken-for-tier-1::"
        in run(repository, "check", "--format", "github").stdout
    )


def test_the_policy_overrides_the_severity_of_an_own_rule(repository: Path) -> None:
    """A team that adopts a rule in steps may make it milder, or silent, where the other severities stand."""
    book = repository / "knowledge/book.yaml"
    policy = (
        "policy: {severities: {own/woken-for-tier-1: info, own/tier-1-has-runbook: off, tier-1-has-runbook: off}}\n"
    )
    book.write_text(book.read_text("utf-8") + policy, encoding="utf-8")
    done = run(repository, "check")
    assert "info[own/woken-for-tier-1]" in done.stdout
    assert "[own/tier-1-has-runbook]" not in done.stdout
    assert "no rule is called `tier-1-has-runbook`" in done.stdout
    assert "did you mean `own/tier-1-has-runbook`?" in done.stdout


def test_a_rule_explains_itself(repository: Path) -> None:
    """`mopsbook explain` prints message, why, hint and the rule as it is written, and lists own rules after ours."""
    said = run(repository, "explain", "own/woken-for-tier-1").stdout
    assert said.startswith("own/woken-for-tier-1 (error, efficient)\n\nWe wake nobody for {breaks}\n")
    assert "Why\n  Sleep is *not* a resource.\n" in said
    assert "  require: {breaks: {some: {tier: 1}}}\n" in said
    assert "own/tier-1-has-runbook" in run(repository, "explain").stdout
    wrong = run(repository, "explain", "own/tier-1-runbook")
    assert wrong.returncode == 2
    assert "did you mean `own/tier-1-has-runbook`?" in wrong.stderr


def test_the_site_has_a_page_for_each_own_rule_that_findings_link_to(repository: Path) -> None:
    """The page of the rule says what is asked and why, and the page of what breaks it leads there."""
    built = run(repository, "build")
    assert built.returncode == 1, built.stderr
    page = (repository / "site/rules/own/woken-for-tier-1/index.html").read_text("utf-8")
    assert "Sleep is <em>not</em> a resource." in page
    assert "require: {breaks: {some: {tier: 1}}}" in page
    assert ">Efficient</a>" in page
    entity = (repository / "site/runbooks/chat-down/index.html").read_text("utf-8")
    assert 'href="../../rules/own/woken-for-tier-1/"' in entity
    assert "own/woken-for-tier-1" in (repository / "site/rules/index.html").read_text("utf-8")


def test_a_rule_is_shown_as_it_is_written() -> None:
    """Remarks that belong to the next rule are left out, and the lines keep their shape."""
    text = """kind: book
title: Ours
rules:
  - id: a
    select: system
    # a remark of its own
    require:
      tier: 1
    message: A

  # the next one
  - {id: b, select: system, require: {tier: 1}, message: B} # behind
  - id: c
    select: system
    require: {tier: 1}
    message: |
      C
"""
    source, found, _ = read_document("knowledge/book.yaml", text.encode(), KINDS)
    assert isinstance(source, Source)
    rules = read_own_rules(Shelf(KINDS, [], [], {}, found[0], "knowledge"), TODAY).by_name
    assert rules["own/a"].written == "id: a\nselect: system\n# a remark of its own\nrequire:\n  tier: 1\nmessage: A\n"
    assert rules["own/b"].written == "{id: b, select: system, require: {tier: 1}, message: B}\n"
    assert rules["own/c"].written == "id: c\nselect: system\nrequire: {tier: 1}\nmessage: |\n  C\n"
