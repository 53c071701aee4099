from tests.exchange.test_previews import *
from app.exchange.register.applying import RowNotAppliedError
import sqlalchemy as sa
from app.extensions import db
from app.organizations.models import *
def hist(id_):
    out=[]
    for m,a in ((StandingChange,"standing"),(StageChange,"stage"),(GradeChange,"grade")):
        out.append([(str(p.since_as_known),str(getattr(p,a)), str(getattr(p,"expires_on",""))) for p in db.session.scalars(sa.select(m).where(m.organization_id==id_,m.superseded_at.is_(None)).order_by(m.since))])
    return out
@pytest.mark.parametrize("seed", [int(x) for x in os.environ["SEEDS"].split(",")])
def test_dbg(hub, seed):
    chance = random.Random(seed)
    first = [drawn(chance, number) for number in range(ORGANIZATIONS)]
    hub.apply(book(HEADER, *first), effective_on=chance.choice([*DAYS, today()]))
    for _ in range(3):
        content, day = file_of(chance), chance.choice([*DAYS, today()])
        plan0=hub.plan(content,effective_on=day)
        hs={r.organization_id:hist(r.organization_id) for r in plan0.rows if r.organization_id}
        try:
            plan = hub.apply(content, effective_on=day)
        except RowNotAppliedError as e:
            print("SEED",seed,"NOTAPPLIED",type(e.__cause__).__name__, e.row.cells, {k:tuple(map(str,v)) for k,v in e.row.changes.items()}, "day",day,"hist",hs.get(e.row.organization_id)); return
        again = hub.plan(content, effective_on=day)
        for r in again.rows:
            if r.outcome in ("changed","new"):
                p=[x for x in plan.rows if x.number==r.number][0]
                print("SEED",seed,"AGAIN",r.outcome.value,{k:tuple(map(str,v)) for k,v in r.changes.items()},"first:",p.outcome.value,{k:tuple(map(str,v)) for k,v in p.changes.items()},"cells",r.cells,"day",day,"\n   before",hs.get(r.organization_id),"\n   after",hist(r.organization_id) if r.organization_id else None, [x.code for x in p.problems]); return
