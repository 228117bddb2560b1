"""Benchmarks: ratios against a floor that is taken in the same run, never timed tests."""
