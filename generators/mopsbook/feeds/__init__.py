"""Telling what changed to those who are elsewhere. In: News. Out: bytes of feeds, and digests as text for a mail or a channel."""
