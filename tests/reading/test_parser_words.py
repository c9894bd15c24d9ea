"""The sentences of yaml-rs are as we know them: it is young, and says where and why in the text of its exceptions alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
import yaml_rs

from mopsbook.reading import quotes, read, refusals, slips

TABLE = yaml.safe_load((Path(__file__).parent / "parser_words.yaml").read_text("utf-8"))
PLACE = re.compile(r"YAML parse error at line (\d+), column (\d+)\n")


@pytest.mark.parametrize("case", TABLE, ids=[case["says"] for case in TABLE])
def test_a_refusal_has_the_words_and_the_place_that_we_know(case: dict) -> None:
    """Each refusal of the table still has its sentence, as the last line, and its place, in the first."""
    text = case["text"].replace("[[[...", "[" * 300)
    with pytest.raises((yaml_rs.YAMLDecodeError, TypeError)) as refused:
        yaml_rs.loads(text, parse_datetime=False)
    said = str(refused.value)
    place = PLACE.match(said)
    sentence = said.rsplit("\n", 1)[-1].strip()
    # What Python itself refuses, each version of it says in its own way: 3.14 puts the reason in brackets.
    assert sentence == case["says"] or (place is None and f"({case['says']})" in sentence)
    assert ([int(place[1]), int(place[2])] if place else None) == case.get("at")


def test_every_sentence_that_we_look_for_is_in_the_table() -> None:
    """What refusals.py and its fellows look for in a reason, yaml-rs says for some text of the table."""
    known = "\n".join(case["says"] for case in TABLE)
    assert [part for part, _, _ in refusals._WORDS if part not in known] == []
    code = "".join(Path(module.__file__ or "").read_text("utf-8") for module in (refusals, slips, quotes, read))
    looked_for = re.findall(r'"([^"]+)" (?:not )?in reason|reason == "([^"]+)"|startswith\("([^"]+)"\)', code)
    looked_for += [
        (part,) for found in re.findall(r're\.search\("([^"]+)", reason\)', code) for part in found.split("|")
    ]
    parts = {part for found in looked_for for part in found if part}
    assert len(parts) > 8
    assert sorted(part for part in parts if part not in known and part not in ("#", "[", "{", ":")) == []
