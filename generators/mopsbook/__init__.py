"""mopsbook: the knowledge of a marketing operations team as YAML in git, checked and rendered."""
