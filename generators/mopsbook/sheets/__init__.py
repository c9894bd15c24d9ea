"""Spreadsheets both ways. In: a Shelf, or a sheet that came back. Out: a sheet, or the edits that were made in it."""
