"""How fast mopsbook is, beside the tools one would use without it. `python -m bench` makes the books and measures."""
