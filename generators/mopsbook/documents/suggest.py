"""What was probably meant by a value that is refused: a date, a number, true or false, another form."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any

from mopsbook.reading.scalars import resolve
from mopsbook.words import MONTHS, fold

# Words that colleagues write for yes and no. In YAML 1.2 they are words, and nothing else.
_YES = frozenset("yes y on ja j oui o si sí sim tak t да はい 是 x ✓ ✔ 1".split())
_NO = frozenset("no n off nein non nie não nee нет いいえ 否 0".split())
_LENGTHS = {
    "daily": "1d", "weekly": "1w", "every-week": "1w", "biweekly": "2w", "every-two-weeks": "2w", "monthly": "1m",
    "every-month": "1m", "quarterly": "3m", "every-quarter": "3m", "half-yearly": "6m", "semi-annually": "6m",
    "twice-a-year": "6m", "yearly": "1y", "annually": "1y", "annual": "1y", "every-year": "1y", "once-a-year": "1y",
}  # fmt: skip
_TIMES = {"k": 1_000, "tsd": 1_000, "thousand": 1_000, "mio": 1_000_000, "million": 1_000_000}


def suggest_form(value: str, pattern: str) -> str:
    """Return the text in the form that the pattern wants, if one of the usual slips explains it; else ""."""
    word = fold(value)
    slips = [word, re.sub(r"[^a-z0-9]+", "-", word).strip("-"), "#" + word.lstrip("#"), value.upper()]
    slips += [f"https://{value}"] if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", value) else []
    length = re.fullmatch(r"([1-9][0-9]*)[ -]?([dwmy])[a-z]*", value.casefold())
    slips += ["".join(length.groups())] if length else []
    slips += [_LENGTHS[word]] if word in _LENGTHS else []
    return next((slip for slip in slips if _matcher(pattern).is_valid(slip)), "")


@lru_cache(maxsize=256)
def _matcher(pattern: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator({"pattern": pattern})


def suggest_boolean(value: object) -> str:
    """Return "Write true ..." for what reads as a yes or a no in some language, else ""."""
    word = str(value).strip().casefold()
    if word in ("true", "false"):
        return f"Write {word}, without quotes."
    meant = "true" if word in _YES else "false" if word in _NO else ""
    nature = "a word" if isinstance(value, str) else "a number"
    return f"Write {meant}: here `{value}` is {nature}." if meant else ""


def suggest_number(value: str, whole: bool) -> str:
    """Return how to write the number that a text means: "Write 12000 or 12: ..."; "" if it means none, or several."""
    typed = value.strip()
    if re.fullmatch(r"[+-]?[0-9]+([.][0-9]+)?", typed):
        number = _plain(typed.removeprefix("+"), whole)
        if number and resolve(typed) == resolve(number):
            return f"Write it without quotes: {number}."
    readings = [number for number in (_plain(text, whole) for text in _readings(typed)) if number]
    if len(readings) > 1:
        return f"Write {' or '.join(readings)}: a dot is a decimal point, and nothing parts thousands."
    if not readings:
        return ""
    zeros = re.fullmatch(r"-?[0-9]+[.][0-9]*0", typed) or re.fullmatch(r"-?0[0-9]+([.][0-9]+)?", typed)
    return f"Write {readings[0]}, without the zeros." if zeros else f"Write the number alone: {readings[0]}."


def _readings(typed: str) -> list[str]:
    """Return the numbers that a text may mean, in plain digits."""
    found = re.findall(
        r"[+-]?(?:[0-9]+|(?=[.][0-9]))(?:[ '_\u2019\u00a0\u202f][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)*", typed
    )
    if len(found) != 1:
        return []
    text = re.sub(r"[ '_\u2019\u00a0\u202f]", "", found[0])
    text = re.sub(r"^([+-]?)[.]", r"\g<1>0.", text)
    behind = re.match(r"\W*([^\W\d_]*)", typed[typed.index(found[0]) + len(found[0]) :])
    times = _TIMES.get(behind.group(1).casefold(), 1) if behind else 1
    readings = []
    # Groups of three behind a comma or a dot: thousands here, a fraction there.
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?", text):
        readings.append(text.replace(",", ""))
    if re.fullmatch(r"[+-]?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)?", text):
        readings.append(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", text):
        readings.append(text.replace(",", "."))
    if times > 1:
        return [str(int(float(readings[0]) * times))] if len(readings) == 1 else []
    return list(dict.fromkeys(readings))


def _plain(digits: str, whole: bool) -> str:
    """Return a number as YAML wants it: no zeros that say nothing; "" if it is not whole and should be."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits.removeprefix("+"))
    before, _, behind = digits.partition(".")
    before, behind = before.lstrip("0") or "0", behind.rstrip("0")
    if whole and behind:
        return ""
    number = f"{sign}{before}.{behind}" if behind else f"{sign}{before}"
    return number if isinstance(resolve(number), (int, float)) else ""


def suggest_date(value: str) -> str:
    """Return how to write the date that a text means, or why there is no such day; "" if that is open."""
    day = re.sub(r"[T ]+[0-9]{1,2}:.*", "", value.strip())
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        return _suggest_day(*map(int, day.split("-"))) or ("" if day == value else _offer([day]))
    named = re.fullmatch(
        r"(\d{1,2})[. ]+([a-z]{3,})[. ,]+(\d{4})|([a-z]{3,})[. ]+(\d{1,2})[ ,]+(\d{4})", day.casefold()
    )
    if named:
        word = named[2] or named[4]
        month = next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), 0)
        return _offer([_iso(int(named[3] or named[6]), month, int(named[1] or named[5]))])
    if not re.fullmatch(r"[0-9]{1,4}([-/. ]+[0-9]{1,4}){2}", day):
        return ""
    first, second, third = (int(number) for number in re.findall(r"[0-9]+", day))
    if first > 999:
        return _offer([_iso(first, second, third)])
    # 03/04/2026 is in March in one office and in April in the next; with dots, the day always comes first.
    orders = [_iso(third, second, first)] + ([] if "." in day else [_iso(third, first, second)])
    return _offer(orders if third > 999 else [])


def _suggest_day(year: int, month: int, day: int) -> str:
    if not 1 <= year <= 9999:
        return "There is no such year."
    if not 1 <= month <= 12:
        return _offer([_iso(year, day, month)]) or f"A year has months 01 to 12, not {month:02}."
    last = monthrange(year, month)[1]
    return "" if 1 <= day <= last else f"{MONTHS[month - 1]} {year} has {last} days."


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _offer(dates: list[str]) -> str:
    real = list(dict.fromkeys(filter(None, dates)))
    return f"did you mean {' or '.join(f'`{each}`' for each in real)}?" if real else ""
