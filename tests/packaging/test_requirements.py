"""What pip is told to install, on this machine and on others."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = {one.name: one for one in map(Requirement, PROJECT["dependencies"])}
# What only those install who want workbooks.
OPTIONAL = {"openpyxl"}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_dependency_has_a_lower_bound(name: str) -> None:
    """Without one, pip may take a version with which nobody has ever tried anything."""
    assert [bound.operator for bound in REQUIREMENTS[name].specifier].count(">=") == 1


def test_what_the_code_imports_is_what_pip_installs() -> None:
    """A library that only comes along with another one is gone when that no longer needs it; one that nobody imports is a burden."""
    imported = {name for path in (ROOT / "generators").rglob("*.py") for name in _imports(path)}
    imported -= {*sys.stdlib_module_names, "mopsbook"}
    homes = {canonicalize_name(home) for name in imported for home in packages_distributions()[name]}
    assert homes - OPTIONAL == {canonicalize_name(name) for name in REQUIREMENTS}
    assert {Requirement(one).name for one in PROJECT["optional-dependencies"]["xlsx"]} == OPTIONAL


def _imports(path: Path) -> set[str]:
    """Return the top-level packages that a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {
        (node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and not node.level
    }


@pytest.mark.parametrize("name", ["yaml-rs", "jsonschema-rs"])
def test_a_young_library_whose_words_we_pass_on_is_held_to_what_we_know(name: str) -> None:
    """A release that may say other things is not taken before somebody has read them."""
    bounds = {bound.operator: bound.version for bound in REQUIREMENTS[name].specifier}
    major, minor = map(int, bounds["<"].split("."))
    assert major == 0 and minor <= int(bounds[">="].split(".")[1]) + 3


@pytest.mark.parametrize(
    ("platform", "machine", "python", "wanted"),
    [
        ("linux", "x86_64", "CPython", True),
        ("linux", "aarch64", "CPython", True),
        ("darwin", "arm64", "CPython", True),
        ("darwin", "x86_64", "CPython", True),
        ("win32", "AMD64", "CPython", True),
        ("win32", "ARM64", "CPython", False),
        ("linux", "armv7l", "CPython", False),
        ("linux", "riscv64", "CPython", False),
        ("freebsd14", "amd64", "CPython", False),
        ("linux", "x86_64", "PyPy", False),
    ],
)
def test_pygraphviz_is_wanted_where_it_has_wheels(platform: str, machine: str, python: str, wanted: bool) -> None:
    """Elsewhere pip would have to compile it, and would fail where there is no compiler."""
    marker = REQUIREMENTS["pygraphviz"].marker
    assert marker is not None
    machine_here = {"sys_platform": platform, "platform_machine": machine, "platform_python_implementation": python}
    assert marker.evaluate(machine_here) is wanted
