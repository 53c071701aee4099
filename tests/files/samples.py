"""Files as people send them, good and bad, made here."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

SECRET = b"GPS-30.27-120.15"  # stands in whatever is written beside the picture
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAKER, DESCRIPTION, ORIENTATION, GPS = 0x010F, 0x010E, 0x0112, 0x8825
LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def picture(form, size=(40, 20), mode="RGB", **options):
    """Return a picture, red at its left and blue at its right."""
    image = Image.new("RGB", size, LEFT)
    image.paste(RIGHT, (size[0] // 2, 0, *size))
    made = BytesIO()
    image.convert(mode).save(made, form, **options)
    return made.getvalue()


def exif(orientation=1):
    """Return what a phone writes: where it was, which it was, which way up it was held."""
    data = Image.Exif()
    data[MAKER] = SECRET.decode()
    data[DESCRIPTION] = SECRET.decode()
    data[ORIENTATION] = orientation
    data[GPS] = {1: "N", 2: (30.0, 16.0, 12.34), 3: "E", 4: (120.0, 9.0, 1.5), 29: SECRET.decode()}
    return data


def png_header(width, height):
    """Return the beginning of a PNG that says it is so large."""

    def chunk(kind, data):
        packed = struct.pack(">I", len(data)) + kind + data
        return packed + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def package(parts, *, compression=zipfile.ZIP_DEFLATED):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def document(**more):
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


def workbook(**more):
    return package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>", **more})


def compound(*streams):
    return OLE2 + b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in streams)


def encrypted_package():
    content = bytearray(document())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        flags = 6 if start == b"PK\x03\x04" else 8
        place = content.find(start)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(start, place + 4)
    return bytes(content)
