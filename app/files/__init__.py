"""Evidence files: content-addressed, checked at the door, served with permission."""
