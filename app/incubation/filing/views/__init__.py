from app.incubation.filing.views import groups, papers, recording, rules
from app.incubation.filing.views.blueprint import blueprint

__all__ = ["blueprint", "groups", "papers", "recording", "rules"]
