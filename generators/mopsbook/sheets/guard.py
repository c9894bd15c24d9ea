"""Texts that a spreadsheet program would take for something else: a formula that runs, a number, a date.

In a CSV nothing says that a cell is text. A program that opens it runs `=HYPERLINK(...)`, makes 7 of 007 and a day in
May of 1-5. An apostrophe in front keeps it from that, and is taken away when the sheet comes back. What begins with an
apostrophe by itself gets a second one only where the first would be taken away.
Signs after https://owasp.org/www-community/attacks/CSV_Injection.
"""

import re

_RUNS = re.compile(r"[\s]*[=+\-@\t\r＝＋－＠]")
_MONTHS = (
    "jan|feb|mar|mär|mrz|apr|may|mai|maj|jun|jul|aug|sep|oct|okt|out|nov|dec|dez|déc|ene|abr|ago|dic|gen|mag|giu|lug|set"
    "|ott|fév|avr|juin|juil|aoû|mrt|mei"
)
_SIGNS = r"[\d.,:/%()' $€£¥\u00a0\u202f+-]"
_NUMBERLIKE = re.compile(
    rf"(?=.*\d){_SIGNS}*(?:(?:e|[ap]\.?m?\.?|eur|usd|(?:{_MONTHS})[^\W\d_]*\.?){_SIGNS}*)?", re.IGNORECASE
)
_WORDS = frozenset("true false wahr falsch vrai faux verdadero falso vero waar onwaar verdadeiro prawda fałsz".split())


def guard(text: str) -> str:
    """Return the text as it may stand in a CSV."""
    return f"'{text}" if _is_at_risk(text) else text


def unguard(cell: str) -> str:
    """Return the text that a cell of a CSV stands for."""
    return cell[1:] if cell.startswith("'") and _is_at_risk(cell[1:]) else cell


def _is_at_risk(text: str) -> bool:
    bare = text.lstrip("'")
    # Long texts are no numbers, and begin like a formula or do not.
    return bool(_RUNS.match(bare)) or (
        len(bare) <= 40 and (bare.strip().casefold() in _WORDS or bool(_NUMBERLIKE.fullmatch(bare.strip())))
    )
