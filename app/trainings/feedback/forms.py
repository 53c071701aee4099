"""The questionnaire."""

from typing import Any, Final

from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from app.i18n import _l
from app.organizations.forms.fields import LongTextField
from app.web.forms import BaseForm, SelectChoice

LONGEST_TEXT: Final = 500
SCORES = (
    (5, _l("5 很满意")),
    (4, _l("4 满意")),
    (3, _l("3 一般")),
    (2, _l("2 不满意")),
    (1, _l("1 很不满意")),
)


def _scores() -> list[Any]:
    return [SelectChoice(score, label) for score, label in SCORES]


class FeedbackForm(BaseForm):
    score = RadioField(
        _l("对本场培训的总体评价"),
        coerce=int,
        validators=[InputRequired(_l("请选择1至5分"))],
    )
    mentor_score = RadioField(_l("对讲师的评价"), coerce=int, validators=[Optional()])
    text = LongTextField(_l("意见或建议"), longest=LONGEST_TEXT)

    def __init__(self) -> None:
        super().__init__()
        self.score.choices = _scores()
        self.mentor_score.choices = _scores()
