"""Read a name by its convention: the segments it has, or the first thing that is wrong with it."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import Struct

from mopsbook.naming.convention import Convention, Segment, Variant
from mopsbook.words import count, did_you_mean, listed

_PARTS = re.compile(r"YYYY|YY|MM|DD|Q|-|[.]")
_DIGITS = {"YYYY": "[0-9]{4}", "YY": "[0-9]{2}", "MM": "[0-9]{2}", "DD": "[0-9]{2}", "Q": "Q[1-4]"}
_LONGEST_NAME = 2000


class Fault(Struct, frozen=True):
    """What is wrong with a name, and the way out. `segment` is the id of the segment that does not fit, "" if none; `meant` is
    the text as it would be with that put right, "" where that is not certain.
    """

    message: str
    hint: str = ""
    segment: str = ""
    meant: str = ""


def find_fault(name: str, convention: Convention) -> Fault | None:
    """Return the first thing that is wrong with the name, or None if it follows the convention in one of its forms."""
    if name in convention.exceptions:
        return None
    fault = _of_the_whole(name, convention) or _of_the_segments(name, convention.segments, convention)
    meant = [variant for variant in convention.variants if name.endswith(variant.suffix)]
    if fault is None or not meant or _of_the_whole(name, convention):
        return fault
    faults = [(variant, _of_variant(name, variant, convention)) for variant in meant]
    if any(one is None for _, one in faults):
        return None
    # A fixed end says which form is meant; without one, the usual form is as good a guess as any.
    ended = next(((variant, one) for variant, one in faults if variant.suffix and one), None)
    return Fault(f"as {ended[0].title}, {ended[1].message}", ended[1].hint, ended[1].segment) if ended else fault


def find_fault_and_next(name: str, convention: Convention) -> Fault | None:
    """Return the same with what would be wrong with the name that is proposed, so that nobody is sent from one to the other."""
    fault = find_fault(name, convention)
    other = find_fault(fault.meant, convention) if fault and fault.meant else None
    if fault is None or other is None:
        return fault
    return Fault(f"{fault.message}, and as `{fault.meant}`, {other.message}", other.hint, other.segment)


def find_variant_fault(name: str, variant: Variant, convention: Convention) -> Fault | None:
    """Return what keeps a name from being one of a variant, or None if it is one."""
    if name in convention.exceptions:
        return None
    if not name.endswith(variant.suffix):
        return Fault(f"it does not end in `{variant.suffix}`", "")
    return _of_the_whole(name, convention) or _of_variant(name, variant, convention)


def find_part_fault(segment: Segment, text: str, convention: Convention) -> Fault | None:
    """Return what keeps a text from standing in a name as one of its segments, or None if it may stand there."""
    if convention.separator in text:
        return Fault(f"segment `{segment.title}` holds the separator `{convention.separator}`", "", segment.id)
    letters = None if segment.case else _of_the_letters(text, convention.case)
    return letters or _of_the_characters(text, convention) or _of_one(segment, text, segment.case)


def split_name(name: str, convention: Convention) -> list[tuple[Segment, str]] | Fault:
    """Return the segments with their texts, or what keeps the name from being split.

    Position alone tells which is which: only segments at the end may be left out, and one in the middle that does not
    apply says its placeholder. A name of a variant is split by its segments, without its fixed end.
    """
    if convention.variants and _of_the_segments(name, convention.segments, convention):
        for variant in convention.variants:
            if name.endswith(variant.suffix) and _of_variant(name, variant, convention) is None:
                return _split(name.removesuffix(variant.suffix), variant.segments, convention)
    return _split(name, convention.segments, convention)


def _split(name: str, segments: tuple[Segment, ...], convention: Convention) -> list[tuple[Segment, str]] | Fault:
    parts = name.split(convention.separator)
    fewest = max((number for number, segment in enumerate(segments, 1) if segment.required), default=1)
    if not fewest <= len(parts) <= len(segments):
        wanted = f"{fewest} to {len(segments)}" if fewest < len(segments) else f"{len(segments)}"
        titles = convention.separator.join(f"[{segment.title}]" for segment in segments)
        message = f"split at `{convention.separator}` it has {count(len(parts), 'segment')}, not {wanted}"
        return Fault(message, f"The form is {titles}.")
    return list(zip(segments, parts, strict=False))


def _of_the_whole(name: str, convention: Convention) -> Fault | None:
    if not name or len(name) > _LONGEST_NAME:
        return Fault("it is empty" if not name else f"it has {len(name)} characters")
    if name != name.strip() or "  " in name:
        return Fault("it has a space too many", "Take out spaces at the ends and double ones.")
    if convention.max_length and len(name) > convention.max_length:
        return Fault(f"it has {len(name)} characters; {convention.max_length} are allowed", "Shorten the free text.")
    # Where segments are written in ways of their own, each is looked at by itself.
    fault = _of_the_characters(name, convention)
    if not fault and not convention.is_mixed:
        fault = _of_the_letters(name, convention.case)
    if fault:
        return fault
    for word in convention.forbidden_words:
        if re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", name, re.IGNORECASE):
            return Fault(f"it holds `{word}`, which must not occur in a name", "Take the word out.")
    return None


def _of_the_characters(text: str, convention: Convention) -> Fault | None:
    for char in convention.forbidden_characters:
        if char in text:
            return Fault(f"it holds `{char}`, which must not occur in a name", "Take it out.")
    return None


def _of_the_letters(text: str, case: str) -> Fault | None:
    if case == "lower" and text != text.lower():
        return _write("it has capital letters", text.lower())
    if case == "upper" and text != text.upper():
        return _write("it has small letters", text.upper())
    if case == "title" and any(word[0].islower() for word in text.split()):
        return _write("not each word has a capital", _capitals(text))
    if case == "pascal" and (text[:1].islower() or re.search(r"\s", text)):
        return _write("the words are not joined, each with a capital", "".join(_capitals(text).split()))
    return None


def _write(message: str, meant: str) -> Fault:
    return Fault(message, f"Write `{meant}`.", meant=meant)


def _capitals(text: str) -> str:
    return re.sub(r"(?<!\S)\S", lambda match: match[0].upper(), text)


def _of_variant(name: str, variant: Variant, convention: Convention) -> Fault | None:
    stem = name.removesuffix(variant.suffix)
    return _of_the_segments(stem, variant.segments, convention)


def _of_the_segments(name: str, segments: tuple[Segment, ...], convention: Convention) -> Fault | None:
    split = _split(name, segments, convention)
    if isinstance(split, Fault):
        return split
    for segment, text in split:
        fault = _of_one(segment, text, (segment.case or convention.case) if convention.is_mixed else "")
        if fault:
            return fault
    return None


def _of_one(segment: Segment, text: str, case: str) -> Fault | None:
    where = f"segment `{segment.title}`"
    if segment.placeholder and text == segment.placeholder:
        return None
    if not text:
        hint = f"Write `{segment.placeholder}` if nothing fits." if segment.placeholder else ""
        return Fault(f"{where} is empty", hint, segment.id)
    letters = _of_the_letters(text, case)
    if letters:
        return Fault(f"{where}: {letters.message}", letters.hint, segment.id)
    if segment.max_length and len(text) > segment.max_length:
        return Fault(f"{where} has {len(text)} characters; {segment.max_length} are allowed", "Shorten it.", segment.id)
    if segment.type == "date" and not is_date(text, segment.format):
        return Fault(f"{where}: `{text}` is no date of the form {segment.format}", "", segment.id)
    if segment.type == "number" and not (text.isdecimal() and text.isascii()):
        return Fault(f"{where}: `{text}` is no number", "", segment.id)
    if segment.type == "const" and segment.constant and text != segment.constant:
        return Fault(f"{where} must be `{segment.constant}`, not `{text}`", "", segment.id)
    if segment.type == "list" and segment.values is not None and text not in segment.values:
        return _not_in_list(segment, text, where)
    if segment.pattern and not matches(segment.pattern, text):
        return Fault(f"{where}: `{text}` does not match `{segment.pattern}`", "", segment.id)
    return None


def matches(pattern: str, text: str) -> bool:
    """Return whether the whole text matches. A pattern that cannot be used (see `is_usable`) refuses nothing."""
    matcher = _matcher(pattern)
    return matcher is None or bool(matcher.is_valid(text))


def is_usable(pattern: str) -> bool:
    """Return whether names can be matched with a pattern: it must do without looking around and back-references."""
    return _matcher(pattern) is not None


@lru_cache(maxsize=256)
def _matcher(pattern: str) -> Any:
    # Not Python's `re`: there, `(a+)+` on a name of forty letters runs for years. This engine takes time in proportion
    # to the name, and reads patterns as the schema's `format: regex` does.
    import jsonschema_rs

    try:
        whole = {"pattern": f"^(?:{pattern})$"}
        return jsonschema_rs.Draft202012Validator(whole, pattern_options=jsonschema_rs.RegexOptions())
    except (ValueError, jsonschema_rs.ValidationError):
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
    parts = _PARTS.findall(form)
    match = re.fullmatch("".join(f"({_DIGITS.get(part, re.escape(part))})" for part in parts), text)
    if not match:
        return False
    found: dict[str, set[int]] = {}
    for part, digits in zip(parts, match.groups(), strict=True):
        if part in _DIGITS:
            found.setdefault(part, set()).add(int(digits.removeprefix("Q")))
    if any(len(numbers) > 1 for numbers in found.values()):
        # A form may say the same part twice; a date cannot say two things of it.
        return False
    (year,) = found.get("YYYY") or {2000 + short for short in found.get("YY", {0})}
    (month,), (day,) = found.get("MM", {1}), found.get("DD", {1})
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
