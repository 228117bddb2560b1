"""Backups: made while writing goes on, checked, kept by a rule, compared and brought back."""
