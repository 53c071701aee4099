from flask import Blueprint

blueprint = Blueprint("supports", __name__, url_prefix="/incubation/supports")
