"""One measurement: set up, then count the CPU and the memory of the work alone."""

import importlib
import json
import resource
import sys
import time

KIBIBYTES_PER_MEBIBYTE = 1024


def used():
    """Return the CPU seconds of this process and of the children it waited for."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main():
    module, name = sys.argv[1].split(":")
    prepare = getattr(importlib.import_module(f"bench.{module}"), name)
    work = prepare(*sys.argv[2:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    before, began = used(), time.perf_counter()
    result = work()
    cpu, wall = used() - before, time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    document = {
        "cpu": cpu,
        "wall": wall,
        "memory": memory / KIBIBYTES_PER_MEBIBYTE,
        "result": result,
    }
    print(json.dumps(document))


main()
