import io

import pytest
from django.core.management import CommandError, call_command

from friendship_cities.models import Partnership
from tests.friendship_cities.importing.files import (
    HIROSHIMA,
    MITO,
    csv_of,
    published_list,
    register_as_it_stands,
    xlsx_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


@pytest.fixture
def run(tmp_path):
    """Runs the command on a file of this content; what it said."""

    def run(content, *options, name="友城名录.csv", **more):
        file = tmp_path / name
        file.write_bytes(content)
        said = io.StringIO()
        more.setdefault("stdout", said)
        call_command("import_partnerships", str(file), *options, **more)
        return said.getvalue()

    return run


def test_without_apply_every_row_is_shown_and_nothing_written(run):
    before = register_as_it_stands()

    said = run(csv_of(HIROSHIMA, MITO))

    assert "第 2 行 新增 重庆市—广岛市（日本）" in said
    assert "    结好时间：1986-10-23" in said
    assert "共 2 行：新增 2 行，修改 0 行，不变 0 行，拒绝 0 行" in said
    assert "这是预览，什么也没有写入" in said
    assert register_as_it_stands() == before


@pytest.mark.parametrize(("build", "name"), [(csv_of, "友城名录.csv"), (xlsx_of, "友城名录.xlsx")])
def test_with_apply_it_is_written_in_a_persons_name(run, office, build, name):
    said = run(build(HIROSHIMA, MITO), "--apply", "--user", office.registrar.username, name=name)

    assert "已写入" in said
    assert set(Partnership.objects.values_list("slug", flat=True)) == {"hiroshima", "mito"}


def test_the_published_list_is_written_and_left_the_second_time(run, office):
    run(published_list(), "--apply", "--user", office.registrar.username)

    said = run(published_list(), "--apply", "--user", office.registrar.username)

    assert "共 56 行：新增 0 行，修改 0 行，不变 56 行，拒绝 0 行" in said


def test_what_changes_is_shown_with_what_it_was(run, office):
    run(csv_of(MITO), "--apply", "--user", office.registrar.username)

    assert "    结好时间：2000 → 2000-10" in run(csv_of([*MITO[:5], "2000-10"]))


@pytest.mark.parametrize("apply", [False, True])
def test_a_refused_row_ends_in_an_error_and_writes_nothing(run, office, apply):
    options = ["--apply", "--user", office.registrar.username] if apply else []
    said = io.StringIO()
    rows = [HIROSHIMA, ["重庆市", "某市", "", "台湾", "友好城市", "2001"]]

    with pytest.raises(CommandError, match="有 1 行不能导入，什么也没有写入") as refusal:
        run(csv_of(*rows), *options, stdout=said)

    assert refusal.value.returncode == 1
    assert "台湾是中国的一部分，不是国家" in said.getvalue()
    assert not Partnership.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("姓名,电话\n张三,023\n".encode(), "这不像友城名录"),
        (b"", "是空的"),
        (b"\x89PNG\r\n\x1a\n\0", "是图片"),
    ],
)
def test_a_file_of_another_kind_is_answered_in_one_line(run, content, sentence):
    with pytest.raises(CommandError, match=sentence) as refusal:
        run(content)

    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"打不开“没有\.csv”"):
        call_command("import_partnerships", "没有.csv")


def test_writing_needs_a_person_who_may(run, office):
    with pytest.raises(CommandError, match="须用 --user"):
        run(csv_of(MITO), "--apply")
    with pytest.raises(CommandError, match="没有账号“nobody”"):
        run(csv_of(MITO), "--apply", "--user", "nobody")
    with pytest.raises(CommandError, match="没有导入友城名录的权限"):
        run(csv_of(MITO), "--apply", "--user", office.writer.username)

    assert not Partnership.objects.exists()
