"""Overviews for leaders: tiles and figures made of metrics."""
