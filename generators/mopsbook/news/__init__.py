"""News: the log as it is told to readers: what was done together, to what, of which team, and what that means for others."""
