from flask import Blueprint

people = Blueprint("people", __name__)
mentors = Blueprint("mentors", __name__, url_prefix="/mentors")
