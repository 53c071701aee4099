from flask import Blueprint

blueprint = Blueprint("criteria", __name__, url_prefix="/incubation/criteria")

CONFLICT, UNPROCESSABLE = 409, 422
