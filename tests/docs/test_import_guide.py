"""What docs/import.md shows is what happens."""

import re
from pathlib import Path
from textwrap import dedent

from click.testing import CliRunner, Result

from mopsbook.cli.import_ import command

DOC = (Path(__file__).resolve().parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
_, SHEET, MAP, REPORT, *_ = (dedent(block) for block in re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", DOC))


def run(folder: Path, map_: str) -> Result:
    (folder / "tools.csv").write_text(SHEET, encoding="utf-8")
    (folder / "tools.map.yaml").write_text(map_, encoding="utf-8")
    arguments = ["system", str(folder / "tools.csv"), "--map", str(folder / "tools.map.yaml"), "--into", str(folder)]
    return CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)


def test_the_report_of_the_first_map_is_the_one_that_is_shown(tmp_path: Path) -> None:
    """Every line of the report that the guide prints is printed, in that order."""
    said = run(tmp_path, MAP).output.splitlines()
    shown = REPORT.splitlines()
    assert len(shown) > 12
    at = said.index(shown[0])
    # The hint of the schema stands between, which the guide leaves out.
    assert [line for line in said[at : at + len(shown) + 1] if "How much stops" not in line] == shown
    assert "key: Id" in "\n".join(said)


def test_with_the_lines_that_the_report_gives_everything_finds_its_place(tmp_path: Path) -> None:
    """The lines behind the arrows, put into the map as the guide says, mend all."""
    lines = dict(re.findall(r"`((?:team|tier|contract\.renewal_date)): (\{.*\})`", REPORT))
    lines["tier"] = lines["tier"].replace('"..."', "4")
    map_ = "key: Id\n" + re.sub(r"(team|contract\.renewal_date|tier): \w+", lambda m: f"{m[1]}: {lines[m[1]]}", MAP)
    result = run(tmp_path, map_)
    assert result.return_value == 0
    assert "Values that fit nowhere" not in result.output
    written = (tmp_path / "knowledge/systems/zoom-2.yaml").read_text(encoding="utf-8")
    assert "tier: 4" in written and "renewal_date: 2027-03-01" in written and "team: events" in written
