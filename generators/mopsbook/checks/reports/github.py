"""For GitHub: workflow commands that put each finding on its line of the pull request.

The format is that of https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections import Counter
from collections.abc import Sequence

from mopsbook.checks.finding import Finding
from mopsbook.checks.view import PLAIN, View
from mopsbook.words import count

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
# So many of each level GitHub shows for one step, the first ones; the others stand in the log alone.
_SHOWN = 10


def render(findings: Sequence[Finding], view: View = PLAIN) -> str:
    """Return one line for each finding, those first that matter most, and one that says how many GitHub does not show.

    What is known or waived is left out, for there is little room; with `view.everything` it comes as a notice, whatever its
    severity. Text is escaped, so nothing in YAML can give a command of its own.
    """
    told = [finding for finding in view.rank(findings) if finding.is_open or view.everything]
    commands = [(_level(finding), _command(finding, view)) for finding in told]
    loud = [line for level, line in commands if level != "notice"]
    quiet = [line for level, line in commands if level == "notice"]
    levels = Counter(level for level, _ in commands)
    hidden = sum(number - _SHOWN for number in levels.values() if number > _SHOWN)
    if not hidden:
        return "".join([*loud, *quiet])
    # What says so is a notice itself, and takes the place of one.
    hidden += len(quiet) >= _SHOWN
    said = f"{count(hidden, 'more finding')} {'is' if hidden == 1 else 'are'} not shown here: GitHub shows the first {_SHOWN} of each level. The log of this step has all."
    return "".join([*loud, *quiet[: _SHOWN - 1], f"::notice title=mopsbook::{_data(said)}\n", *quiet[_SHOWN - 1 :]])


def _level(finding: Finding) -> str:
    return _LEVELS[finding.severity] if finding.is_open else "notice"


def _command(finding: Finding, view: View) -> str:
    places = {
        "file": view.folder + finding.path,
        "line": finding.line,
        "col": finding.column,
        "endColumn": finding.end_column,
        "title": finding.rule if finding.is_open else f"{finding.rule} ({finding.state})",
    }
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in places.items())
    message = f"{finding.sentence}\n{finding.hint}" if finding.hint else finding.sentence
    return f"::{_level(finding)} {properties}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
