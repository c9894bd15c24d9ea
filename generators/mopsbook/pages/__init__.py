"""Pages as plain values, before any site engine meets them. In: a Book. Out: Pages of HTML with contents and search text."""
