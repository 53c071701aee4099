"""Courses (课程): series of sessions under one title."""
