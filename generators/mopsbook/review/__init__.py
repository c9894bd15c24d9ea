"""`mopsbook review`: to read something with care and say so, on the record; what is to be read next; how records follow a rename."""
