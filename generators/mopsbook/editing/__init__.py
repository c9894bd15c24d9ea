"""Change what people wrote: a value, a name, the order of keys. In: text + what to change. Out: text, all else as it was."""
