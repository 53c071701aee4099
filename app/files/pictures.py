"""Pictures made anew: upright, and without anything a camera or program wrote beside them."""

from io import BytesIO
from threading import Lock
from typing import Any

from PIL import Image, ImageOps

from app.files.kinds import JPEG, PNG, WEBP, Kind
from app.files.refusals import MOST_PIXELS, FileRefusedError, Reason

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
OPTIONS: dict[Kind, dict[str, Any]] = {
    JPEG: {"quality": 88},
    PNG: {},
    WEBP: {"quality": 88},
}
PLAIN_MODES = {JPEG: ("RGB", "L"), PNG: ("RGB", "RGBA", "L", "LA", "1"), WEBP: ("RGB", "RGBA")}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS

# A picture of the largest size takes some 250 MB while it is made anew.
_one_at_a_time = Lock()


def made_anew(content: bytes, kind: Kind) -> bytes:
    """Return the picture encoded again. Raises FileRefusedError.

    Only the decoder of `kind` is asked, and only once the header says that there are not too many
    pixels.
    """
    with _one_at_a_time:
        try:
            return _made_anew(content, kind)
        except FileRefusedError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise FileRefusedError(Reason.TOO_MANY_PIXELS) from error
        except Exception as error:  # decoders raise anything for damaged bytes
            raise FileRefusedError(Reason.PICTURE_DAMAGED) from error


def _made_anew(content: bytes, kind: Kind) -> bytes:
    with Image.open(BytesIO(content), formats=(FORMATS[kind],)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise FileRefusedError(Reason.TOO_MANY_PIXELS)
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        plain: Image.Image = image
        if image.mode not in PLAIN_MODES[kind]:
            plain = image.convert(_mode_for(image, kind))
        plain.info.clear()  # comments and profiles would be written again
        made = BytesIO()
        plain.save(made, FORMATS[kind], **OPTIONS[kind])
        return made.getvalue()


def _mode_for(image: Image.Image, kind: Kind) -> str:
    is_see_through = "A" in image.getbands() or "transparency" in image.info
    return "RGBA" if is_see_through and kind is not JPEG else "RGB"
