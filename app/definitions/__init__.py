"""The types Column and Metric, through which features contribute what they know. Pure."""
