"""One measured result is one line that people and scripts can read."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from statistics import median, quantiles

RUNS = 3


@dataclass(frozen=True)
class Result:
    """Ours beside a peer, measured in the same run, with the bound that we promised on value or ratio."""

    name: str
    ours: float
    peer: float
    unit: str
    peer_name: str
    at_most: float | None = None
    at_least: float | None = None
    ratio_at_least: float | None = None

    @property
    def met(self) -> bool:
        """Tell whether the promise holds."""
        small_enough = self.at_most is None or self.ours <= self.at_most
        large_enough = self.at_least is None or self.ours >= self.at_least
        ratio = self.ours / self.peer
        return small_enough and large_enough and (self.ratio_at_least is None or ratio >= self.ratio_at_least)

    def line(self) -> str:
        """Return the line."""
        if self.ratio_at_least is not None:
            bound = f"ratio>={self.ratio_at_least:g}"
        else:
            bound = f"<={self.at_most:g}" if self.at_most is not None else f">={self.at_least or 0:g}"
            bound += self.unit
        return (
            f"BENCH {self.name} ours={_figure(self.ours)}{self.unit} peer={_figure(self.peer)}{self.unit}"
            f" peer_name={self.peer_name} ratio={_figure(self.ours / self.peer)} goal={bound}"
            f" met={'yes' if self.met else 'no'}"
        )


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"


def show(result: Result) -> None:
    """Print a result at once."""
    sys.stdout.write(result.line() + "\n")
    sys.stdout.flush()


def middle(values: list[float]) -> float:
    """Return the median of several runs."""
    return median(values)


def p95(values: list[float]) -> float:
    """Return the value that 19 of 20 stay below."""
    return quantiles(values, n=20)[-1]
