from flask import Blueprint

blueprint = Blueprint("results", __name__, url_prefix="/projects")
