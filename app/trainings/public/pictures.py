"""QR codes as drawings."""

from io import BytesIO

import segno


def qr_code(text: str) -> bytes:
    """Return an SVG drawing that scales; phones read it across a room."""
    drawing = BytesIO()
    segno.make_qr(text, error="m").save(drawing, kind="svg", border=4, omitsize=True, xmldecl=False)
    return drawing.getvalue()
