"""Questions that readers come with, each answered by a page of its own. In: a Catalog. Out: Answers, and their Pages."""
