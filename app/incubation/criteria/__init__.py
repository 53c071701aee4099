"""Criteria (评估标准): what a stage asks for, in dated sets."""
