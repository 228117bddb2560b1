"""A table of ratios, for a person and as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One result. `ratio` is value by floor, or the difference where the goal is one."""

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    goal: str
    met: bool


def compare(
    name: str, values: Sequence[float], floors: Sequence[float], unit: str, most: float
) -> Row:
    """Answer medians and their ratio. `most` is the largest ratio that meets the goal."""
    value, floor = statistics.median(values), statistics.median(floors)
    ratio = value / floor
    return Row(name, value, unit, floor, ratio, f"<= {most:g} x", ratio <= most)


def exceed(
    name: str, values: Sequence[float], floors: Sequence[float], unit: str, most: float
) -> Row:
    """Answer medians and their difference. `most` is the largest difference that meets the goal."""
    value, floor = statistics.median(values), statistics.median(floors)
    return Row(
        name, value, unit, floor, value - floor, f"<= +{most:g} {unit}", value - floor <= most
    )


def spread(values: Sequence[float]) -> str:
    """Answer the middle half of the values, as "1.20-1.31"."""
    if len(values) == 1:
        return f"{values[0]:.2f}"
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{low:.2f}-{high:.2f}"


def show(rows: Sequence[Row]) -> str:
    """Answer the table as text."""
    heads = ("what", "value", "floor", "against it", "goal", "met")
    lines = [
        (
            row.name,
            f"{row.value:.3f} {row.unit}",
            f"{row.floor:.3f} {row.unit}",
            f"{row.ratio:.2f}",
            row.goal,
            "yes" if row.met else "no",
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [heads, *lines]) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [heads, *lines]
    )


def as_records(rows: Sequence[Row]) -> list[dict[str, str | float | bool]]:
    return [asdict(row) for row in rows]
