"""The board, its table and the worklist: pages that stay as fast in a register of any size."""

from bench.measuring import cost
from bench.ours import PAGES

ADDRESSES = (
    ("board", "/incubation"),
    ("board, 可进入下一阶段", "/incubation?gate=passed"),
    ("table", "/incubation/table"),
    ("worklist", "/worklist"),
    ("worklist, one kind", "/worklist/register-missing-phone"),
    ("badge", "/worklist/badge"),
    ("organization, incubation", "/organizations/5/incubation"),
)
TARGET = 1.3


def section(sizes):
    """Return the lines of RESULTS.md for these sizes, the smallest first."""
    lines = [
        "",
        "## Board and worklist",
        "",
        f"Target: ≤ {TARGET}× from {sizes[0]:,} to {sizes[-1]:,} organizations.",
        "",
        "| page | organizations | CPU ms a page | of the smallest register |",
        "|---|--:|--:|--:|",
    ]
    for name, address in ADDRESSES:
        first = None
        for size in sizes:
            found = cost("ours:page", size, address)
            first = first or found
            lines.append(
                f"| {name} | {size:,} | {found.cpu * 1000 / PAGES:.1f} "
                f"| {found.cpu / first.cpu:.2f}× |"
            )
    return lines


def main():
    print("\n".join(section([2_000, 50_000])))


if __name__ == "__main__":
    main()
