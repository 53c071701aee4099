"""Signing in to a session on one's own phone, by the QR code on the wall."""
