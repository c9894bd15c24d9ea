"""One drawing, one file: EACH says what it is drawn for ("book" or a kind), draw(catalog, subject) gives a Picture or None."""
