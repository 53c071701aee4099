from flask import Blueprint

from app.values.money import show_money
from app.web.formatting import NOTHING

blueprint = Blueprint("money", __name__, url_prefix="/projects")


@blueprint.app_template_filter("money")
def money(fen: int | None) -> str:
    """Return an amount in 元, or 万元 where that says it in full; a dash for none."""
    return NOTHING if fen is None else show_money(fen)
