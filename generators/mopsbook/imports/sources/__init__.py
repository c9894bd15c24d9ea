"""Reading what others exported. In: a file of records, whatever its form. Out: Records, each with its place."""
