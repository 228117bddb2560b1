"""Signing in and out, what the cookie carries, and when it stops being worth anything."""
