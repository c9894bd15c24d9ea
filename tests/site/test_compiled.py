"""Templates that an earlier build compiled are used as long as their text is the same, and nowhere where a machine decides."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import Bucket

from mopsbook.site.compiled import Compiled


@pytest.fixture(autouse=True)
def at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are kept at a desk alone."""
    monkeypatch.delenv("CI", raising=False)


def _show(folder: Path, text: str) -> str:
    """Render a template, as a build of its own does."""
    compiled = Compiled(folder)
    env = jinja2.Environment(loader=jinja2.DictLoader({"one.html": text}), bytecode_cache=compiled)
    return env.get_template("one.html").render()


def _keep_other(folder: Path, text: str) -> None:
    """Let what is kept of a template say something else, so that one sees whether it was used."""
    compiled = Compiled(folder)
    env = jinja2.Environment(loader=jinja2.DictLoader({"one.html": text}), bytecode_cache=compiled)
    source, name, _ = env.loader.get_source(env, "one.html") if env.loader else ("", None, None)
    bucket: Bucket = compiled.get_bucket(env, "one.html", name, source)
    bucket.code = env.compile("From before", "one.html", name)
    compiled.dump_bytecode(bucket)


def test_what_was_compiled_is_not_compiled_again(tmp_path: Path) -> None:
    """A second build takes a template as the first one has compiled it."""
    _keep_other(tmp_path, "Hello")
    assert _show(tmp_path, "Hello") == "From before"


def test_a_template_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    """Somebody who changes a template sees the change."""
    _keep_other(tmp_path, "Hello")
    assert _show(tmp_path, "Good day") == "Good day"
    assert _show(tmp_path, "Good day") == "Good day"


def test_where_sites_are_published_nothing_kept_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that brings along compiled templates does not get them run."""
    _keep_other(tmp_path, "Hello")
    monkeypatch.setenv("CI", "true")
    assert _show(tmp_path, "Hello") == "Hello"


@pytest.mark.parametrize("content", [b"", b"{}", b"0 0\n{}", b64encode(b"nothing")])
def test_a_file_that_is_spoilt_costs_time_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    """What cannot be read is as if there were nothing."""
    _keep_other(tmp_path, "Hello")
    for path in (tmp_path / "templates").glob("*.json"):
        path.write_bytes(content)
    assert _show(tmp_path, "Hello") == "Hello"
