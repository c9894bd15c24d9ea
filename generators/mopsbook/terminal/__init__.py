"""What the reader of a command sees. In: plain values and a Screen. Out: lines that fit it, with colours or without."""
