"""`mopsbook edit` as somebody types it: an address, an end by Ctrl-C, and a way out of what was mistyped."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from functools import partial
from http.cookiejar import CookieJar

import pytest
from click.testing import CliRunner

from mopsbook.cli.edit import command
from mopsbook.errors import SetupError
from mopsbook.layout import Layout


@pytest.mark.skipif(os.name == "nt", reason="a signal cannot be sent to one process there")
def test_it_prints_an_address_that_opens_the_document_and_ends_quietly(place: Layout) -> None:
    run = [sys.executable, "-u", "-m", "mopsbook", "edit", "Launch", "--no-browser"]
    # As at a terminal: whoever runs these tests in the background passes on that Ctrl-C is not listened to.
    listens = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        run, cwd=place.root, stdout=pipe, stderr=pipe, text=True,
        preexec_fn=listens,  # noqa: PLW1509  # no thread runs in a test
    )  # fmt: skip
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+/edit/process/launch\?token=\S+", process.stdout.readline())
    assert found
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
    )
    with opener.open(found.group(), timeout=60) as answer:
        assert b"Takes it to market." in answer.read()
        assert "token" not in answer.url
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors, out.endswith("The form is closed.\n")) == (0, "", True)


@pytest.mark.parametrize(("typed", "hint"), [("process/lanch", "launch"), ("lanch", "launch")])
def test_a_document_that_is_none_is_told_with_the_nearest(
    place: Layout, monkeypatch: pytest.MonkeyPatch, typed: str, hint: str
) -> None:
    monkeypatch.chdir(place.root)
    result = CliRunner().invoke(command, [typed, "--no-browser"])
    assert isinstance(result.exception, SetupError)
    assert f"nothing is called `{typed}`" in result.exception.message and hint in result.exception.hint
