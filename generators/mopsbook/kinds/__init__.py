"""What a document may say. In: schema folders. Out: Kinds, each with its fields, its validator and its words."""
