"""What projects came to: activities, indicators, what the media said, cases."""
