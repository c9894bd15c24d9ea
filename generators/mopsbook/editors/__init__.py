"""What editors know of a book. In: Kinds, and the Shelf if there is one. Out: schemas that stand alone, settings."""
