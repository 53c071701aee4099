from flask import Blueprint

# A new plan is made below its organization, so the addresses are given in full.
blueprint = Blueprint("plans", __name__)
