"""What pip is told to install, on this machine and on others."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = {one.name: one for one in map(Requirement, PROJECT["dependencies"])}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_dependency_has_a_lower_bound(name: str) -> None:
    """Without one, pip may take a version with which nobody has ever tried anything."""
    assert [bound.operator for bound in REQUIREMENTS[name].specifier].count(">=") == 1


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
