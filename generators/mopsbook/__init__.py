"""mopsbook: the knowledge of a marketing operations team as YAML in git, checked and rendered."""

__version__ = "0.1.0"
