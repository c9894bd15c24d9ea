"""Names as data. In: a naming convention and the lists it draws on. Out: what is wrong with a name, or its segments."""
