"""The code keeps the habits of the house: every module can be imported, says what it is, and stays small."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import mopsbook

PACKAGE = Path(mopsbook.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = sorted(
    module.name for module in walk_packages(mopsbook.__path__, "mopsbook.") if module.name != "mopsbook.__main__"
)
MOST_LINES = 300


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_can_be_imported(module: str) -> None:
    import_module(module)


def test_every_python_file_is_a_module_that_is_found() -> None:
    found = {f"mopsbook.{name(path).removesuffix('.py').removesuffix('/__init__').replace('/', '.')}" for path in FILES}
    assert found - {"mopsbook.__init__", "mopsbook.__main__"} == set(MODULES)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_what_it_is_and_is_not_long_without_a_reason(path: Path) -> None:
    text = path.read_text("utf-8")
    sign = ast.get_docstring(ast.parse(text)) or ""
    assert sign, "a module begins with a sentence that says what it is"
    assert re.search(r"[.:?]$", sign.splitlines()[0]), "the first line of the docstring is a sentence"
    lines = text.count("\n")
    assert lines <= MOST_LINES or re.search(r"\blong\b", sign), (
        f"{lines} lines; split it, or say in the docstring why it is long"
    )


@pytest.mark.parametrize("path", [path for path in FILES if path.name == "__init__.py"], ids=name)
def test_the_init_of_a_folder_is_one_docstring(path: Path) -> None:
    # The root says the version as well, and cli/ is the door itself.
    if path.parent in (PACKAGE, PACKAGE / "cli"):
        return
    body = ast.parse(path.read_text("utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


def test_no_file_has_a_name_that_says_nothing() -> None:
    for path in PACKAGE.rglob("*"):
        assert not re.search(r"(^|_)(utils?|helpers?|managers?|misc|common|core|base|stuff)($|_)", path.stem.lower()), (
            name(path)
        )


@pytest.mark.parametrize("path", FILES, ids=name)
def test_what_others_may_use_says_what_it_is_for(path: Path) -> None:
    """Each class and function of a module, and each method of a class, that has no underscore before its name."""
    silent = []
    for holder in (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Module | ast.ClassDef)
    ):
        if getattr(holder, "name", "").startswith("_"):
            continue
        for one in holder.body:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not one.name.startswith("_"):
                setter = any(isinstance(each, ast.Attribute) for each in one.decorator_list)
                silent += [one.name] if not ast.get_docstring(one) and not setter else []
    assert silent == []


def test_every_exception_from_the_types_names_its_rule_and_gives_its_reason() -> None:
    """`# type: ignore[rule]` has its reason behind it or in a comment on the line above."""
    for path in FILES:
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            if "# type: ignore" in line:
                reason = re.search(r"# type: ignore\[[\w-]+\]  # \w", line) or lines[number - 1].lstrip().startswith(
                    "# "
                )
                assert reason and "# type: ignore[" in line, f"{name(path)}:{number + 1}"


def test_every_folder_with_python_is_a_package() -> None:
    assert {path.parent for path in FILES} == {path.parent for path in FILES if (path.parent / "__init__.py").is_file()}


def test_no_two_files_of_tests_share_a_name() -> None:
    """Else pytest runs one of them, and says of the other that it cannot be read."""
    names = [path.name for path in Path(__file__).parents[1].rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
