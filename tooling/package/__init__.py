"""What stands behind `dev.py package`: from a checkout to something that opens with a double-click."""
