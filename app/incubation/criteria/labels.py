"""What the words of criteria are called."""

from app.i18n import _l
from app.incubation.criteria.models import Audience, Dimension, Proof

DIMENSION_LABELS = {
    Dimension.MANAGEMENT: _l("有管理"),
    Dimension.TEAM: _l("有队伍"),
    Dimension.EXPERTISE: _l("有专业"),
    Dimension.RESOURCES: _l("有资源"),
}
AUDIENCE_LABELS = {
    Audience.ANY: _l("所有组织"),
    Audience.REGISTERED: _l("已登记的组织"),
    Audience.NOT_REGISTERED: _l("未登记的组织"),
}
PROOF_LABELS = {
    Proof.REGISTER: _l("名录数据"),
    Proof.TRAINING: _l("培训记录"),
    Proof.PROJECT: _l("承接项目"),
    Proof.FILE: _l("材料"),
    Proof.JUDGMENT: _l("人工判断"),
}
