"""A book to begin with. In: a name and a folder. Out: a repository whose check and build are green."""
