"""Lists become documents. In: records (YAML, JSON, CSV), a map, a Shelf. Out: files, a ledger and a report."""
