"""The support log (服务记录)."""
