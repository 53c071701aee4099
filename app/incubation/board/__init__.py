"""The board (孵化看板): who stands where, at a glance."""
