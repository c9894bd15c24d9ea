"""Types of fields: which can hold what another one holds, and what gets lost on the way."""

# Any value can be written as text.
_TEXT = frozenset({"string", "text"})
_NUMBERS = frozenset({"number", "integer", "currency", "percent", "score"})
# What takes a text, because a form of text is all that it asks for.
_WORDS = frozenset({"email", "phone", "url", "address", "json", "id", "reference", "picklist", "multipicklist"})
_ALSO = {
    "id": {"integer", "number", "reference"},
    "reference": {"id"},
    "phone": {"integer"},
    "date": {"datetime"},
    "datetime": {"date"},
    "picklist": {"multipicklist"},
    "multipicklist": {"picklist"},
}
_ONE_OF_MANY = "all but one of several values"
_NOT_LISTED = "what is not in the list"
_LOST = {
    ("datetime", "date"): "the time of day",
    ("multipicklist", "picklist"): _ONE_OF_MANY,
    **{(number, "integer"): "what is behind the decimal point" for number in ("number", "currency", "percent")},
    **{(text, "picklist"): _NOT_LISTED for text in _TEXT},
    **{(text, "multipicklist"): _NOT_LISTED for text in _TEXT},
}


def can_hold(target: str, source: str) -> bool:
    """Return whether a field of type `target` can hold what one of type `source` holds, perhaps less exactly.

    What a computed field (formula, rollup) gives is not known, so anything may hold it; that nothing can be written into one
    is not said here.
    """
    if source == target or target in _TEXT or {source, target} & {"formula", "rollup"}:
        return True
    if target in _NUMBERS:
        return source in _NUMBERS
    return source in _ALSO.get(target, ()) or (target in _WORDS and source in _TEXT)


def lost(target: str, source: str) -> str:
    """Return what of a value gets lost between two types of which the one can hold the other; "" if nothing does."""
    return _LOST.get((source, target), "")
