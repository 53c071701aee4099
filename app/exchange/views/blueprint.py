from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from app.exchange.showing import OUTCOME_LABELS, SEVERITY_LABELS, SHOWN_LABELS, STATE_LABELS

blueprint = Blueprint("exchange", __name__)


@blueprint.record_once
def _name_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(
        outcome_labels=OUTCOME_LABELS,
        severity_labels=SEVERITY_LABELS,
        shown_labels=SHOWN_LABELS,
        state_labels=STATE_LABELS,
    )
