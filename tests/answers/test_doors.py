"""What somebody types wrong is exit 2 with a sentence and a way out, on standard error, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mopsbook


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "marketto"], "did you mean `system/marketo`"),
        (["list", "sistem"], "did you mean `system`?"),
        (["impact", "lead-lifecycle#mqll"], "did you mean `mql`?"),
        (["graph", "marketo", "--hops", "0"], "--hops"),
    ],
)
def test_a_wrong_name_is_exit_2_with_a_way_out(root: Path, words: list[str], says: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mopsbook", *words],
        cwd=root,
        env={"PYTHONPATH": str(Path(mopsbook.__file__).parents[1]), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
