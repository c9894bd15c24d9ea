"""The only room that knows MkDocs. In: Drafts. Out: a site. `write.py` gives the same pages to any other engine."""
