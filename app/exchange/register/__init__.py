"""The adapter of the register: rosters of organizations."""
