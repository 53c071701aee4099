from flask import Blueprint

blueprint = Blueprint("recognitions", __name__, url_prefix="/projects/recognitions")
