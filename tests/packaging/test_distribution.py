"""The distribution: wheel, sdist and editable install each give a `mopsbook` that works in an empty environment."""

import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from environments import make_environment, run

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.packaging


BOOK = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: knowledge\ntheme: {name: material, font: false}\nplugins: [search, mopsbook]\n",
    "knowledge/book.yaml": "kind: book\ntitle: Our book\n",
    "knowledge/teams/ops.yaml": (
        'kind: team\nid: ops\ntitle: Operations\npurpose: Keeps things running.\nlead: lead\nchannel: "#ops"\nstatus: active\n'
        "last_reviewed: 2026-01-01\n"
    ),
    "knowledge/roles/lead.yaml": (
        "kind: role\nid: lead\ntitle: Lead\npurpose: Leads.\nteam: ops\nresponsibilities: [Lead]\nholders: 1\nstatus: active\n"
        "last_reviewed: 2026-01-01\n"
    ),
}


def write_book(folder: Path) -> Path:
    for name, text in BOOK.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_wheel_checks_and_builds_a_book_that_is_not_ours(installed: Path, home: Path, tmp_path: Path) -> None:
    """In an empty environment the wheel gives `mopsbook`, and a book elsewhere is checked and built."""
    book = write_book(tmp_path / "book")
    assert "overdue-review" in run(installed / "mopsbook", "check", cwd=book, home=home).stdout
    run(installed / "mopsbook", "build", cwd=book, home=home)
    assert "Operations" in (book / "site/teams/ops/index.html").read_text(encoding="utf-8")


def test_the_plugin_works_through_mkdocs_alone(installed: Path, home: Path, tmp_path: Path) -> None:
    """`mkdocs build` by itself makes the same pages."""
    book = write_book(tmp_path / "book")
    run(installed / "mkdocs", "build", cwd=book, home=home)
    assert "Operations" in (book / "site/teams/ops/index.html").read_text(encoding="utf-8")


def test_the_wheel_holds_schemas_templates_and_assets(dist: Path) -> None:
    """What the package reads at run time is in the wheel, and nothing of the tests is."""
    names = set(zipfile.ZipFile(next(dist.glob("*.whl"))).namelist())
    for wanted in (
        "mopsbook/schemas/_vocabulary.schema.yaml",
        "mopsbook/schemas/process.html.jinja",
        "mopsbook/pages/templates/entity.html.jinja",
        "mopsbook/assets/mopsbook.css",
        "mopsbook/checks/examples/orphan.yaml",
        "mopsbook/site/default.yml",
        "mopsbook/py.typed",
        "mopsbook/starter/files/knowledge/book.yaml",
        "mopsbook/starter/files/dot-github/workflows/mopsbook.yml",
        "mopsbook/starter/reference/book.yaml",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests", "knowledge"))]


def test_the_wheel_begins_a_book_whose_check_and_build_are_green(installed: Path, home: Path, tmp_path: Path) -> None:
    """Small or with the whole reference book: what `mopsbook init` needs came along."""
    mopsbook = installed / "mopsbook"
    run(mopsbook, "init", "small", cwd=tmp_path, home=home)
    run(mopsbook, "check", "--fail-on", "warning", cwd=tmp_path / "small", home=home)
    run(mopsbook, "build", "--strict", cwd=tmp_path / "small", home=home)
    run(mopsbook, "init", "full", "--full", cwd=tmp_path, home=home)
    run(mopsbook, "check", cwd=tmp_path / "full", home=home)


def test_the_sdist_holds_what_a_packager_needs(dist: Path) -> None:
    """Schemas, tests and the reference knowledge base are in the sdist."""
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for wanted in (
        "schemas/system.schema.yaml",
        "knowledge/book.yaml",
        "tests/packaging/test_distribution.py",
        "LICENSE",
        "Makefile",
    ):
        assert wanted in names


def test_an_editable_install_finds_the_schemas_of_the_checkout(home: Path, tmp_path: Path) -> None:
    """`pip install -e .` gives a `mopsbook` that reads schemas/ at the root of the checkout."""
    bin = make_environment(tmp_path / "env")
    run(bin / "pip", "install", "--quiet", "--editable", ROOT, cwd=tmp_path, home=home)
    code = "from mopsbook.kinds.load import find_builtin; print(find_builtin())"
    assert run(bin / "python", "-c", code, cwd=tmp_path, home=home).stdout.strip() == str(ROOT / "schemas")


def test_the_lower_bounds_of_our_dependencies_are_true(dist: Path, home: Path, tmp_path: Path) -> None:
    """With every dependency at the oldest version that pyproject.toml allows, a book is checked, built and sent round as a workbook."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = []
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["xlsx"]]:
        match = re.match(r"([A-Za-z0-9_.-]+)>=([0-9.]+)", requirement)
        assert match, f"{requirement} has no lower bound"
        oldest.append(f"{match[1]}=={match[2]}")
    bin = make_environment(tmp_path / "env")
    run(bin / "pip", "install", "--quiet", f"{next(dist.glob('*.whl'))}[xlsx]", *oldest, cwd=tmp_path, home=home)
    book = write_book(tmp_path / "book")
    run(bin / "mopsbook", "build", cwd=book, home=home)
    assert "Operations" in (book / "site/teams/ops/index.html").read_text(encoding="utf-8")
    run(bin / "mopsbook", "export", "team", "--xlsx", "teams.xlsx", cwd=book, home=home)
    run(bin / "mopsbook", "import", "team", "teams.xlsx", cwd=book, home=home)
    assert (book / "knowledge/teams/ops.yaml").read_text(encoding="utf-8") == BOOK["knowledge/teams/ops.yaml"]
    # The words of findings hang on what the validator tells of an error, which has changed over its versions.
    (book / "knowledge/roles/lead.yaml").write_text(
        "kind: role\nid: lead\ntitle: 7\nteam: opps\nholders: many\nstatus: activ\nlast_reviewed: soon\npurpos: x\n",
        encoding="utf-8",
    )
    said = run(bin / "mopsbook", "check", cwd=book, home=home, check=False).stdout
    for words in (
        "must be text",
        "did you mean `ops`",
        "must be a whole number",
        "did you mean `active`",
        "must be a date such as",
        "did you mean `purpose`",
    ):
        assert words in said
