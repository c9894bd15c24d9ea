"""The reading room: bytes of a YAML file come in; a plain value, its text, and problems with exact places go out."""
