"""Read a name by its convention: the segments it has, or the first thing that is wrong with it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mopsbook.naming.convention import Convention, Segment
from mopsbook.words import count, did_you_mean, listed

_FORMS = {"YYYY": r"(?P<Y>\d{4})", "YY": r"(?P<y>\d{2})", "MM": r"(?P<m>\d{2})", "DD": r"(?P<d>\d{2})", "Q": r"(?P<q>Q[1-4])"}
_LONGEST_NAME = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a name, and the way out. `segment` is the id of the segment that does not fit, "" if none."""

    message: str
    hint: str = ""
    segment: str = ""


def find_fault(name: str, convention: Convention) -> Fault | None:
    """Return the first thing that is wrong with the name, or None if it follows the convention."""
    if name in convention.exceptions:
        return None
    return _of_the_whole(name, convention) or _of_the_segments(name, convention)


def split_name(name: str, convention: Convention) -> list[tuple[Segment, str]] | Fault:
    """Return the segments with their texts, or what keeps the name from being split.

    Segments that may be left out stand at the end (or have a placeholder), so position alone tells which is which; the last
    segment takes what is left over if it is free text, because a topic may hold the separator only by mistake.
    """
    parts = name.split(convention.separator)
    segments = convention.segments
    fewest = sum(1 for segment in segments if segment.required)
    if not fewest <= len(parts) <= len(segments):
        wanted = f"{fewest} to {len(segments)}" if fewest < len(segments) else f"{len(segments)}"
        titles = convention.separator.join(f"[{segment.title}]" for segment in segments)
        return Fault(f"it has {count(len(parts), 'segment')}, not {wanted}", f"The form is {titles}.")
    return list(zip(segments, parts, strict=False))


def _of_the_whole(name: str, convention: Convention) -> Fault | None:
    if not name or len(name) > _LONGEST_NAME:
        return Fault("it is empty" if not name else f"it has {len(name)} characters")
    if name != name.strip() or "  " in name:
        return Fault("it has a space too many", "Take out spaces at the ends and double ones.")
    if convention.max_length and len(name) > convention.max_length:
        return Fault(f"it has {len(name)} characters; {convention.max_length} are allowed", "Shorten the free text.")
    if convention.case == "lower" and name != name.lower():
        return Fault("it has capital letters", f"Write `{name.lower()}`.")
    if convention.case == "upper" and name != name.upper():
        return Fault("it has small letters", f"Write `{name.upper()}`.")
    for word in convention.forbidden_words:
        if word.casefold() in name.casefold():
            return Fault(f"it holds `{word}`, which must not occur in a name", "Take the word out.")
    return None


def _of_the_segments(name: str, convention: Convention) -> Fault | None:
    split = split_name(name, convention)
    if isinstance(split, Fault):
        return split
    for segment, text in split:
        fault = _of_one(segment, text)
        if fault:
            return fault
    return None


def _of_one(segment: Segment, text: str) -> Fault | None:
    where = f"segment `{segment.title}`"
    if segment.placeholder and text == segment.placeholder:
        return None
    if not text:
        hint = f"Write `{segment.placeholder}` if nothing fits." if segment.placeholder else ""
        return Fault(f"{where} is empty", hint, segment.id)
    if segment.max_length and len(text) > segment.max_length:
        return Fault(f"{where} has {len(text)} characters; {segment.max_length} are allowed", "Shorten it.", segment.id)
    if segment.type == "date" and not is_date(text, segment.format):
        return Fault(f"{where}: `{text}` is no date of the form {segment.format}", "", segment.id)
    if segment.type == "number" and not text.isdecimal():
        return Fault(f"{where}: `{text}` is no number", "", segment.id)
    if segment.type == "const" and text != segment.constant:
        return Fault(f"{where} must be `{segment.constant}`, not `{text}`", "", segment.id)
    if segment.type == "list" and segment.values is not None and text not in segment.values:
        return _not_in_list(segment, text, where)
    if segment.pattern and not _compiled(segment.pattern).fullmatch(text):
        return Fault(f"{where}: `{text}` does not match `{segment.pattern}`", "", segment.id)
    return None


def _not_in_list(segment: Segment, text: str, where: str) -> Fault:
    for value, heir in segment.retired:
        if text == value:
            return Fault(f"{where}: `{text}` is retired", f"Use `{heir}`." if heir else "", segment.id)
    values = segment.values or ()
    hint = did_you_mean(text, values) or f"Allowed are {listed(values, last='and')}."
    return Fault(f"{where}: `{text}` is not in the list {segment.list_name}", hint, segment.id)


def is_date(text: str, form: str) -> bool:
    """Return whether the text is a real date of that form, which is made of YYYY, YY, MM, DD, Q, - and dots."""
    match = _date_pattern(form).fullmatch(text)
    if not match:
        return False
    found = match.groupdict()
    year = int(found.get("Y") or "20" + found.get("y", "00"))
    try:
        date(year, int(found.get("m") or 1), int(found.get("d") or 1))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=64)
def _date_pattern(form: str) -> re.Pattern[str]:
    return re.compile("".join(_FORMS.get(part, re.escape(part)) for part in re.findall(r"YYYY|YY|MM|DD|Q|-|[.]", form)))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
