"""Lists from elsewhere become documents. In: records (YAML, JSON, CSV), a map, a Shelf. Out: files to write, and a report."""
