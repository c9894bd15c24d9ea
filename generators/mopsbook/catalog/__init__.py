"""The graph that may be trusted. In: a Shelf and Findings. Out: a Catalog of entities with relations in both directions."""
