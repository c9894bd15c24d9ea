"""`python -m mopsbook` is `mopsbook`."""

from mopsbook.cli import main

main()
