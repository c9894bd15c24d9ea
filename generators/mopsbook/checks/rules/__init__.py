"""One rule, one file.

Its id is the file name; its docstring, What / Why / Mend, is its page; `check` yields what it finds.
"""
