"""Pictures as plain values. In: a Catalog. Out: Picture (SVG for wide and narrow screens, the same as a table, alt text)."""
