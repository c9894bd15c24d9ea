"""The code keeps the habits of the house: every module can be imported, says what it is, and stays small."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import mopsbook

PACKAGE = Path(mopsbook.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = sorted(
    module.name for module in walk_packages(mopsbook.__path__, "mopsbook.") if module.name != "mopsbook.__main__"
)
BENCH = Path(__file__).resolve().parents[2] / "bench"
MOST_LINES = 300


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def trees() -> Mapping[Path, ast.Module]:
    """Return the code of each file, parsed: not when the tests are collected, which each process does."""
    return {path: ast.parse(path.read_text("utf-8")) for path in FILES}


def test_every_module_can_be_imported() -> None:
    for module in MODULES:
        import_module(module)


def test_every_python_file_is_a_module_that_is_found() -> None:
    found = {f"mopsbook.{name(path).removesuffix('.py').removesuffix('/__init__').replace('/', '.')}" for path in FILES}
    assert found - {"mopsbook.__init__", "mopsbook.__main__"} == set(MODULES)


def test_every_file_says_in_its_first_line_what_it_is() -> None:
    """The docstring of a module begins with a sentence."""
    signs = {name(path): ast.get_docstring(tree) or "" for path, tree in trees().items()}
    assert [file for file, sign in signs.items() if not re.match(r".*[.:?]$", sign, re.MULTILINE)] == []


def test_no_file_is_long_without_a_reason() -> None:
    """A file of more lines is split, or says in its docstring why it is long; what measures the code is code as well."""
    texts = {path: path.read_text("utf-8") for path in [*FILES, *BENCH.rglob("*.py")]}
    long = {path: text.count("\n") for path, text in texts.items() if text.count("\n") > MOST_LINES}
    assert [path for path in long if not re.search(r"\blong\b", ast.get_docstring(ast.parse(texts[path])) or "")] == []


def test_the_init_of_a_folder_is_one_docstring() -> None:
    # The root says the version as well, and cli/ is the door itself.
    doors = (PACKAGE, PACKAGE / "cli")
    bodies = {path: trees()[path].body for path in FILES if path.name == "__init__.py" and path.parent not in doors}
    assert [name(path) for path, body in bodies.items() if len(body) > 1 or not isinstance(body[0], ast.Expr)] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    for path in PACKAGE.rglob("*"):
        assert not re.search(r"(^|_)(utils?|helpers?|managers?|misc|common|core|base|stuff)($|_)", path.stem.lower()), (
            name(path)
        )


def test_what_others_may_use_says_what_it_is_for() -> None:
    """Each class and function of a module, and each method of a class, that has no underscore before its name."""
    assert [f"{name(path)}: {silent}" for path, tree in trees().items() for silent in without_docstring(tree)] == []


def without_docstring(tree: ast.Module) -> Iterator[str]:
    """Yield the names of what others may use and nothing is said of."""
    for holder in (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef)):
        if getattr(holder, "name", "").startswith("_"):
            continue
        for one in holder.body:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not one.name.startswith("_"):
                setter = any(isinstance(each, ast.Attribute) for each in one.decorator_list)
                if not ast.get_docstring(one) and not setter:
                    yield one.name


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
