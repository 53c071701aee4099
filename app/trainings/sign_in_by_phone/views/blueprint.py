from flask import Blueprint

blueprint = Blueprint("sign_in_by_phone", __name__)
