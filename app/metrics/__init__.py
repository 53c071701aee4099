"""The catalog of metrics: what the features contribute, their numbers and the rows behind."""
