"""Query blocks: what a page asks of the notebook, line by line (docs/guide/06-queries.md)."""
