"""What was wrong before, and what is new or worse. In: Shelf + an earlier state. Out: Findings with their state, a Comparison."""
