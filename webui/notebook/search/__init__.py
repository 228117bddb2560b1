"""Search: what pages are found by, and which come first. All of it lies in the database."""
