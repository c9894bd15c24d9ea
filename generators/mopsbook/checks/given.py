"""Given: what the rules that come last know beyond the book itself."""

from collections.abc import Collection

from msgspec import Struct

from mopsbook.checks.earlier import Earlier


class Given(Struct, frozen=True):
    """`rules` are the names of all rules, `never` those that must not be silent, `silent` those that the book has switched off.

    `used` are the ids of the waivers that covered a finding. `earlier` is the book as it was, if the check was asked to
    compare.
    """

    rules: Collection[str] = ()
    never: Collection[str] = ()
    silent: Collection[str] = ()
    used: Collection[str] = ()
    earlier: Earlier | None = None
