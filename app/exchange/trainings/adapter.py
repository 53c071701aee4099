"""The training ledger's adapter, as the engine takes it."""

from app.exchange.engine import Adapter, Link
from app.exchange.trainings.applying import apply_rows
from app.exchange.trainings.ledger import TRAININGS
from app.exchange.trainings.planning import TrainingPlanner
from app.exchange.trainings.showing import label_of, writer_of
from app.exchange.trainings.template import training_template
from app.exchange.wording import Wording
from app.i18n import _l

TRAININGS_ADAPTER = Adapter(
    key="trainings",
    label=_l("培训台账"),
    ledger=TRAININGS,
    plan=lambda standpoint, tables, _day: (TrainingPlanner(standpoint, tables).plan(), []),
    apply=apply_rows,
    label_of=label_of,
    writer_of=writer_of,
    template=training_template,
    wording=Wording(subject=_l("培训")),
    keys=("title", "held_on"),
    link=Link("trainings.detail", "session_id"),
    index=("trainings.index", _l("查看培训")),
)
