"""Evidence files and photos: content-addressed, checked at the door."""
