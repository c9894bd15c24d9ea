"""Real exports come in many forms; each gives the same records."""

import json
from pathlib import Path

import pytest

from mopsbook.errors import SetupError
from mopsbook.imports.mapping import Condition, Where
from mopsbook.imports.record import look_up
from mopsbook.imports.sources.read_records import read_records

ROWS = [{"Name": 'Zoë; "A"', "Note": "one\ntwo"}, {"Name": "Łódź", "Note": "x"}]


def read(tmp_path: Path, content: str | bytes, name: str, where: Where | None = None):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_records(path, where or Where())


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    text = f'Name{separator}Note\r\n"Zoë; ""A"""{separator}"one\ntwo"\r\n\r\nŁódź{separator}x\r\n'
    records = read(tmp_path, text.encode(encoding), "list.csv")
    assert [dict(record.values) for record in records.items] == ROWS
    assert [(record.row, record.line) for record in records.items] == [(1, 2), (2, 5)]


def test_a_csv_of_windows_is_read_and_the_guess_is_reported(tmp_path: Path) -> None:
    records = read(tmp_path, "Name;Cost\nMüller €;1\n".encode("cp1252"), "list.csv")
    assert records.items[0].values["Name"] == "Müller €"
    assert "Windows-1252" in records.notes[0]


@pytest.mark.parametrize(("encoding", "doubt"), [("cp1251", "if letters look wrong"), ("cp932", "cannot be read so")])
def test_another_encoding_is_named_to_whoever_sees_wrong_letters(tmp_path: Path, encoding: str, doubt: str) -> None:
    content = {"cp1251": "Имя;Цена\nМаркетинг;1\n", "cp932": "名前;値段\nマーケティング部;1\n"}[encoding].encode(
        encoding
    )
    note = read(tmp_path, content, "list.csv").notes[0]
    assert doubt in note and f"{encoding} (" in note
    records = read(tmp_path, content, "list.csv", Where(encoding=encoding))
    assert "?" not in str(records.items[0].values) and records.notes == ()


def test_letters_that_are_lost_are_counted(tmp_path: Path) -> None:
    """A file that says it is UTF-8 and is not loses letters; nobody would see it in a long list."""
    records = read(tmp_path, b"\xef\xbb\xbfName\nM\xfcller\n", "list.csv")
    assert records.notes == ("1 character cannot be read: the file says that it is UTF-8, and is not. Export it again",)
    assert read(tmp_path, "\ufeffName\nMüller \ufffd\n", "list.csv").notes == ()


@pytest.mark.parametrize(("content", "name"), [("", "a.csv"), ("Name;Cost\n", "a.csv"), ("[]", "a.json")])
def test_a_file_without_a_record_says_so(tmp_path: Path, content: str, name: str) -> None:
    """An export that was cut off looks like a list of nothing."""
    records = read(tmp_path, content, name)
    assert records.items == () and "no record" in records.notes[0]


def test_the_line_by_which_excel_names_the_separator_is_no_heading(tmp_path: Path) -> None:
    assert read(tmp_path, "sep=;\nName;Note\na,b;c\n", "list.csv").items[0].values == {"Name": "a,b", "Note": "c"}


def test_cells_beyond_the_headings_and_equal_headings_are_not_lost(tmp_path: Path) -> None:
    records = read(tmp_path, "Name,Name,\na,b,c,d\n", "list.csv")
    assert records.items[0].values == {"Name": "a", "Name (2)": "b", "column 3": "c", "(beyond the headings)": "d"}
    assert len(records.notes) == 2 and records.notes[1].startswith("1 row has more cells")


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        (json.dumps(ROWS), "a.json", ""),
        (json.dumps({"success": True, "result": ROWS}), "a.json", ""),
        (json.dumps({"data": [{"raw": row} for row in ROWS]}), "a.json", "data.raw"),
        ("\n".join(map(json.dumps, ROWS)), "a.jsonl", ""),
        (json.dumps(ROWS, indent=1), "a.yaml", ""),
        (
            "".join(f"- Name: {json.dumps(row['Name'])}\n  Note: {json.dumps(row['Note'])}\n" for row in ROWS),
            "a.yaml",
            "",
        ),
        ("# top\n---\n" + "\n---\n".join(map(json.dumps, ROWS)) + "\n...\n", "a.yml", ""),
        ("stack:\n  tools:\n" + "".join(f"  - {json.dumps(row)}\n" for row in ROWS), "a.yml", "stack.tools"),
    ],
)
def test_a_list_is_found_at_the_top_below_a_key_or_line_by_line(
    tmp_path: Path, text: str, name: str, path: str
) -> None:
    assert [dict(record.values) for record in read(tmp_path, text, name, Where(path=path)).items] == ROWS


def test_yaml_means_yaml_1_2_and_numbers_stay_as_typed(tmp_path: Path) -> None:
    records = read(tmp_path, "---\n- {a: NO, b: 012, c: 1.10, d: 2026-01-01}\n\n- a: 12:30\n", "a.yaml")
    assert records.items[0].values == {"a": "NO", "b": "012", "c": "1.10", "d": "2026-01-01"}
    assert [record.line for record in records.items] == [2, 4]


def test_numbers_of_json_that_would_change_stay_as_typed(tmp_path: Path) -> None:
    values = read(tmp_path, '[{"a": 1.10, "b": 12345678901234567890, "c": 7, "d": 0.5}]', "a.json").items[0].values
    assert values == {"a": "1.10", "b": "12345678901234567890", "c": 7, "d": 0.5}


def test_equal_keys_are_reported_with_their_place_and_the_last_one_counts(tmp_path: Path) -> None:
    records = read(tmp_path, "- a: 1\n  a: 2\n", "a.yaml")
    assert records.items[0].values == {"a": 2}
    assert "a.yaml:2:3" in records.notes[0]


def test_a_quote_out_of_place_is_reported_with_its_line(tmp_path: Path) -> None:
    """The next quote ends what it began, and the rows between are one."""
    records = read(tmp_path, 'a,b\nW,1\nX,"5 in\nY,2\nZ,"3"\n', "a.csv")
    assert len(records.items) == 2 and "a.csv:3: a quote stands where none belongs" in records.notes[0]
    assert read(tmp_path, 'a,b\nX,5" screen\nY,"a ""b"""\n', "a.csv").notes == ()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ('[{"a": }]', "a.json", "a.json:1:8"),
        ("- a: 'x\n- b: 1\n", "a.yaml", "a.yaml:1:6"),
        ("- a: 1\n - b\n", "a.yaml", "a.yaml:2"),
        (b"PK\x03\x04", "a.csv", "workbook"),
        (b"PK\x03\x04", "a.xlsx", "workbook"),
        ('{"a": [{"x": 1}], "b": [{"x": 1}]}', "a.json", "`a` and `b`"),
        ('{"a": 1}', "a.json", "no list"),
        ("[" * 100_000, "a.json", "nested too deeply"),
        ("- " * 5_000, "a.yaml", "nested"),
        ("x", "a.docx", "may be anything"),
        ('a,b\nX,1\nY,"5 in\nZ,2\n', "a.csv", "a.csv:3: a quote begins in this row and never ends"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(tmp_path: Path, content: str | bytes, name: str, said: str) -> None:
    with pytest.raises(SetupError) as error:
        read(tmp_path, content, name)
    assert said in error.value.message


def test_a_misspelt_path_is_answered_by_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as error:
        read(tmp_path, '{"result": []}', "a.json", Where(path="results"))
    assert "`result`" in error.value.hint


def test_rows_of_one_group_are_one_record(tmp_path: Path) -> None:
    text = "type,status,step\nWebinar,Invited,1\nWebinar,Attended,2\nEmail,Sent,1\n"
    records = read(tmp_path, text, "a.csv", Where(group=("type",)))
    assert [(record.values["type"], len(record.values["rows"])) for record in records.items] == [
        ("Webinar", 2),
        ("Email", 1),
    ]


def test_only_and_skip_choose_the_records_and_say_how_many_they_left_out(tmp_path: Path) -> None:
    where = Where(only=Condition((("a", ("Yes",)),)), skip=Condition((("b", ()),)))
    records = read(tmp_path, "a,b\nyes,\nYES,x\nno,\n", "a.csv", where)
    assert [record.row for record in records.items] == [1]
    assert records.left_out == 2


def test_a_column_may_be_a_path_or_have_a_dot_in_its_name() -> None:
    assert look_up({"a.b": 1, "a": {"b": 2, "c.d": {"e": 3}}}, "a.b") == 1
    assert look_up({"a": {"c.d": {"e": 3}}}, "a.c.d.e") == 3
    assert look_up({"a": 1}, "a.b") is None
