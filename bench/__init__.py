"""Benchmarks: ratios against floors and peers, measured in one run on one machine."""
