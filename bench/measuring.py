"""Costs of a piece of work, each run in a process of its own: CPU seconds and memory."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass

RUNS = 3


@dataclass(frozen=True)
class Cost:
    """The median of the runs; memory is what the work added to the process, in MiB."""

    cpu: float
    lowest: float
    highest: float
    memory: float
    result: object


def cost(work, *arguments, runs=RUNS):
    """Run `bench.work:NAME` with text arguments in fresh processes; setting up is not counted."""
    found = [_once(work, arguments) for _ in range(runs)]
    times = [item["cpu"] for item in found]
    return Cost(
        statistics.median(times),
        min(times),
        max(times),
        statistics.median(item["memory"] for item in found),
        found[0]["result"],
    )


def _once(work, arguments):
    command = [sys.executable, "-m", "bench.child", work, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1])
