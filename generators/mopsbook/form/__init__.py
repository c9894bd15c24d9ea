"""A form in the browser for one document at a time. In: Shelf + what was typed. Out: the file with only that changed."""
