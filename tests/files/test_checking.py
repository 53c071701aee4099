"""What is taken at the door, and what is not: judged by the bytes, never by the name."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.files.checking import check_file
from app.files.kinds import DOC, DOCX, JPEG, PDF, PNG, WEBP, XLS, XLSX
from app.files.names import LONGEST, safe_name
from app.files.refusals import LARGEST, TEXTS, FileRefusedError, Reason
from tests.files import samples

TAKEN = {
    "jpeg": (samples.picture("JPEG"), JPEG),
    "jpeg named exe": (samples.picture("JPEG"), JPEG),
    "gray jpeg": (samples.picture("JPEG", mode="L"), JPEG),
    "cmyk jpeg": (samples.picture("JPEG", mode="CMYK"), JPEG),
    "progressive jpeg": (samples.picture("JPEG", progressive=True), JPEG),
    "png": (samples.picture("PNG"), PNG),
    "palette png": (samples.picture("PNG", mode="P"), PNG),
    "see-through png": (samples.picture("PNG", mode="RGBA"), PNG),
    "one column": (samples.picture("PNG", size=(2, 65_000)), PNG),
    "webp": (samples.picture("WEBP"), WEBP),
    "pdf": (b"%PDF-1.7\n...", PDF),
    "docx": (samples.document(), DOCX),
    "xlsx": (samples.workbook(), XLSX),
    "doc or wps": (samples.compound("Root Entry", "WordDocument"), DOC),
    "xls or et": (samples.compound("Root Entry", "Workbook"), XLS),
    "old xls": (samples.compound("Root Entry", "Book"), XLS),
}

REFUSED = {
    "nothing": (b"", Reason.EMPTY),
    "too large": (b"%PDF-1.7" + bytes(LARGEST), Reason.TOO_LARGE),
    "truncated jpeg": (samples.picture("JPEG", size=(400, 300))[:-200], Reason.PICTURE_DAMAGED),
    "truncated png": (samples.picture("PNG", size=(400, 300))[:100], Reason.PICTURE_DAMAGED),
    "truncated webp": (samples.picture("WEBP", size=(400, 300))[:60], Reason.PICTURE_DAMAGED),
    "three bytes of a jpeg": (b"\xff\xd8\xff", Reason.PICTURE_DAMAGED),
    "12,000 squared": (samples.png_header(12_000, 12_000), Reason.TOO_MANY_PIXELS),
    "50 megapixels": (samples.png_header(10_000, 5_000), Reason.TOO_MANY_PIXELS),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Reason.HEIC),
    "film": (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", Reason.FOREIGN),
    "gif": (samples.picture("GIF", mode="P"), Reason.OTHER_PICTURE),
    "tiff": (samples.picture("TIFF"), Reason.OTHER_PICTURE),
    "bmp": (samples.picture("BMP"), Reason.OTHER_PICTURE),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", Reason.OTHER_PICTURE),
    "fits": (b"SIMPLE  =                    T", Reason.OTHER_PICTURE),
    "exe": (b"MZ\x90\0\x03\0\0\0", Reason.PROGRAM),
    "script": (b"#!/bin/sh\nrm -rf ~\n", Reason.PROGRAM),
    "elf": (b"\x7fELF\x02\x01\x01", Reason.PROGRAM),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', Reason.WEB_PAGE),
    "svg with head": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg/>', Reason.WEB_PAGE),
    "html": (b"\n <!DOCTYPE html><script>alert(1)</script>", Reason.WEB_PAGE),
    "mhtml": (b"MIME-Version: 1.0\n", Reason.WEB_PAGE),
    "text": ("花名册".encode(), Reason.FOREIGN),
    "zip": (samples.package({"a.txt": "a"}), Reason.FOREIGN),
    "jar": (samples.package({"META-INF/MANIFEST.MF": "a"}), Reason.FOREIGN),
    "both kinds": (samples.document(**{"xl/workbook.xml": "<x/>"}), Reason.FOREIGN),
    "zip bomb": (samples.document(a="\0" * 20_000_000), Reason.BOMB),
    "many parts": (samples.document(**{f"p{n}": "" for n in range(2100)}), Reason.BOMB),
    "cut zip": (samples.document()[:-30], Reason.DAMAGED),
    "macros": (samples.document(**{"word/vbaProject.bin": "x"}), Reason.MACROS),
    "password": (samples.encrypted_package(), Reason.PASSWORD),
    "ole password": (samples.compound("Root Entry", "EncryptedPackage"), Reason.PASSWORD),
    "ole macros": (samples.compound("WordDocument", "_VBA_PROJECT"), Reason.MACROS),
    "installer": (samples.compound("Root Entry", "Icon"), Reason.FOREIGN),
}


@pytest.mark.parametrize(("content", "kind"), TAKEN.values(), ids=TAKEN)
def test_takes(content, kind):
    checked = check_file("照片.exe", content)

    assert checked.media_type == kind.media_type
    assert checked.name == f"照片{kind.endings[0]}"


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_refuses_and_says_what_to_do(session, content, reason):
    with pytest.raises(FileRefusedError) as refused:
        check_file("照片.jpg", content)

    assert refused.value.reason is reason
    assert refused.value.message


def test_every_reason_has_its_words():
    assert set(TEXTS) == set(Reason)


class TestPictures:
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
    def test_lose_where_and_by_whom_they_were_taken(self, form):
        beside = {"exif": samples.exif(), "icc_profile": samples.SECRET * 20}
        if form == "JPEG":
            beside["comment"] = samples.SECRET
        sent = samples.picture(form, **beside) + samples.SECRET
        assert samples.SECRET in sent

        kept = check_file("a.jpg", sent).content

        assert samples.SECRET not in kept
        with Image.open(BytesIO(kept)) as image:
            assert dict(image.getexif()) == {}
            assert image.size == (40, 20)

    def test_lose_texts_of_a_png(self):
        beside = PngInfo()
        beside.add_text("Comment", samples.SECRET.decode())
        sent = samples.picture("PNG", pnginfo=beside)
        assert samples.SECRET in sent

        assert samples.SECRET not in check_file("a.png", sent).content

    @pytest.mark.parametrize("form", ["JPEG", "WEBP"])
    def test_stand_upright(self, form):
        on_its_side = samples.picture(form, exif=samples.exif(orientation=6))

        with Image.open(BytesIO(check_file("a.jpg", on_its_side).content)) as image:
            assert image.size == (20, 40)
            red, _green, blue = image.convert("RGB").getpixel((10, 2))
            assert red > blue

    def test_keep_what_is_see_through(self):
        sent = samples.picture("PNG", mode="RGBA")

        with Image.open(BytesIO(check_file("a.png", sent).content)) as image:
            assert image.mode == "RGBA"


class TestNames:
    @pytest.mark.parametrize(
        ("sent", "safe"),
        [
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\照片\\活动.JPG", "活动.jpg"),
            ("CON.jpg", "_CON.jpg"),
            ("com1.tar.jpg", "_com1.tar.jpg"),
            ("a.jpg.php", "a.jpg"),
            ("a.jpeg", "a.jpeg"),
            ("病毒.exe", "病毒.jpg"),
            ('a<b>:"c|d?.jpg', "abcd.jpg"),
            ("\u202egpj.exe", "gpj.jpg"),
            ("  . ", "附件.jpg"),
            ("..", "附件.jpg"),
            (".jpg", "附件.jpg"),
            ("活动照片", "活动照片.jpg"),
            ("2024.3月活动.jpg", "2024.3月活动.jpg"),
            (None, "附件.jpg"),
        ],
    )
    def test_are_made_safe(self, sent, safe):
        assert safe_name(sent, (".jpg", ".jpeg")) == safe

    def test_are_not_endless(self):
        name = safe_name("晴" * 300 + ".png", (".png",))

        assert len(name) == LONGEST
        assert name.endswith("晴.png")
