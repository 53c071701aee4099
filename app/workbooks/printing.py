"""How written sheets come out of the printer: A4, full width, header and number on each page."""

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.i18n import _

_CM = 1 / 2.54  # margins are in inches


def set_up_print(
    sheet: Worksheet, area: str, *, is_wide: bool = False, header: tuple[int, int] | None = None
) -> None:
    """Set up a sheet; the rows of the header, counted from 1, are repeated on every page."""
    sheet.print_area = area
    if header is not None:
        sheet.print_title_rows = f"{header[0]}:{header[1]}"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(
        left=1.5 * _CM,
        right=1.5 * _CM,
        top=1.8 * _CM,
        bottom=1.8 * _CM,
        header=0.8 * _CM,
        footer=0.8 * _CM,
    )
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = _("第 &P 页 共 &N 页")
    sheet.sheet_view.zoomScale = 100
