import pytest

from app.audit.models import AuditEvent
from app.divisions.models import Division

HEADING = "code,name,level,parent_code\n"
DISTRICT = "330199000000,示例区,district,\n"
STREET = "330199001000,晴川街道,street,330199000000\n"


@pytest.fixture
def load(app, session, tmp_path):
    """Return a function that runs `divisions load` on a file of this content."""

    def run(content):
        path = tmp_path / "divisions.csv"
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return app.test_cli_runner().invoke(args=["divisions", "load", str(path)])

    return run


class TestLoad:
    def test_adds_renames_and_audits(self, load, session):
        assert load(HEADING + DISTRICT + STREET).exit_code == 0
        result = load(HEADING + DISTRICT + STREET.replace("晴川街道", "晴川镇"))

        assert result.exit_code == 0
        assert "1行" in result.stdout
        assert session.get(Division, "330199001000").name == "晴川镇"
        assert [event.changes for event in session.query(AuditEvent)] == [{"rows": 2}, {"rows": 1}]

    def test_says_nothing_of_the_same_file_again(self, load, session):
        load(HEADING + DISTRICT)

        assert "0行" in load(HEADING + DISTRICT).stdout
        assert session.query(AuditEvent).count() == 1

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (
                HEADING + DISTRICT + "3301,晴川街道,street,330199000000\n",
                "第3行：区划代码“3301”应为12位数字",
            ),
            (HEADING + DISTRICT + ",晴川街道,street,\n", "第3行：区划代码“”应为12位数字"),
            (HEADING + DISTRICT + "330199001000,,street,330199000000\n", "第3行：请填写区划"),
            (HEADING + DISTRICT + DISTRICT, "第3行：区划代码“330199000000”重复"),
            (HEADING + DISTRICT + STREET.replace("street", "galaxy"), "第3行"),
            (HEADING + DISTRICT + "330199001000,晴川街道,street,330198000000\n", "第3行"),
            (HEADING + STREET, "第2行：找不到区划“330199001000”的上级"),
            ("a,b\n1,2\n", "第一行缺少列名"),
            (HEADING, "没有区划"),
            (b"", "文件是空的"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "CSV"),
            (None, "打不开文件"),
        ],
    )
    def test_refuses_a_bad_file_whole_with_one_sentence(self, load, session, content, sentence):
        result = load(content)

        assert result.exit_code == 1
        assert sentence in result.stderr
        assert result.stderr.count("\n") == 1
        assert session.query(Division).count() == 1
        assert session.query(AuditEvent).count() == 0
