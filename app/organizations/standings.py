"""Standing with the authorities (登记状态): what may follow what."""

from enum import StrEnum

from app.i18n import _l


class Standing(StrEnum):
    UNFILED = "unfiled"
    FILED = "filed"
    REGISTERED = "registered"
    DEREGISTERED = "deregistered"
    REVOKED = "revoked"

    def may_become(self, other: "Standing") -> bool:
        return other in NEXT_STANDINGS[self]


IN_FORCE = (Standing.UNFILED, Standing.FILED, Standing.REGISTERED)

# One life leads upward. An end is final but for a filed group that was deregistered: it may
# file again under a new number. What was recorded wrongly is corrected, not moved back.
NEXT_STANDINGS: dict[Standing, frozenset[Standing]] = {
    Standing.UNFILED: frozenset({Standing.FILED, Standing.REGISTERED, Standing.DEREGISTERED}),
    Standing.FILED: frozenset(
        {Standing.UNFILED, Standing.REGISTERED, Standing.DEREGISTERED, Standing.REVOKED}
    ),
    Standing.REGISTERED: frozenset({Standing.DEREGISTERED, Standing.REVOKED}),
    Standing.DEREGISTERED: frozenset({Standing.FILED, Standing.REGISTERED}),
    Standing.REVOKED: frozenset(),
}

STANDING_LABELS = {
    Standing.UNFILED: _l("未备案"),
    Standing.FILED: _l("已备案"),
    Standing.REGISTERED: _l("已登记"),
    Standing.DEREGISTERED: _l("已注销"),
    Standing.REVOKED: _l("已撤销"),
}
