"""Made years: from the present state of a book backwards to a believable beginning. In: files. Out: a git repository."""
