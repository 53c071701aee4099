"""What people call the values of certificates."""

from app.i18n import _l
from app.trainings.certificates.conditions import CertificateState, Lack

STATE_LABELS = {
    CertificateState.VALID: _l("有效"),
    CertificateState.EXPIRED: _l("已过期"),
    CertificateState.REVOKED: _l("已撤销"),
}
STATE_LOOKS = {
    CertificateState.VALID: ("success", "check-circle-fill"),
    CertificateState.EXPIRED: ("warning", "clock"),
    CertificateState.REVOKED: ("danger", "x-circle"),
}
LACK_LABELS = {
    Lack.MINUTES: _l("学时不足"),
    Lack.SESSIONS: _l("场次不足"),
    Lack.TEST: _l("未通过考核"),
}
