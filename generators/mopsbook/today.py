"""Today, which decides what is overdue: the one place that asks the clock."""

import os
from datetime import UTC, date, datetime

from mopsbook.errors import SetupError


def today() -> date:
    """Return today's date, or that of SOURCE_DATE_EPOCH (seconds since 1970), so that a build can be repeated exactly.

    See https://reproducible-builds.org/specs/source-date-epoch/. Raises SetupError if it is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return date.today()
    try:
        # Beyond that nobody can write a time into a compressed file, and a site has one.
        if not 0 <= int(epoch) < 1 << 32:
            raise ValueError
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise SetupError(f"SOURCE_DATE_EPOCH is `{epoch}`", "It must be a number of seconds since 1970.") from error
