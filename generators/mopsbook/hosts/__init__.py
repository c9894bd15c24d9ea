"""Where the book is kept and reviewed: a note becomes one comment of a pull request, updated and never repeated."""
