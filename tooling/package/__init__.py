"""What stands behind `dev.py package`: from a checkout to what people install."""
