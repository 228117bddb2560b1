"""What stands behind dev.py. The standard library alone: it runs before anything is installed."""
