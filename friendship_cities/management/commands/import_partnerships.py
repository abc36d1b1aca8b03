from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from friendship_cities.importing import UnreadableFile
from friendship_cities.importing.applying import apply
from friendship_cities.importing.planning import Plan, PlannedRow, plan_import
from waishi.accounts.models import User

REFUSED = 1


class Command(BaseCommand):
    help = (
        "Show what a list of friendship cities (CSV or XLSX) would add to the register and "
        "change in it; with --apply, write it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="write what is shown")
        parser.add_argument("--user", metavar="USERNAME", help="in whose name, for the audit")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        by = _user(options["user"]) if options["apply"] else None
        plan = _plan(file)
        self._show(plan)
        if plan.refused:
            raise CommandError(
                f"有 {len(plan.refused)} 行不能导入，什么也没有写入。", returncode=REFUSED
            )
        if by is None:
            self.stdout.write("这是预览，什么也没有写入。加上 --apply --user 账号 即写入。")
            return
        try:
            apply(plan, by)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(self.style.SUCCESS("已写入；新登记的都是内部记录，公开须两人同意。"))

    def _show(self, plan: Plan) -> None:
        for remark in plan.remarks:
            self.stdout.write(remark)
        for row in plan.rows:
            self._show_row(row)
        self.stdout.write(plan.summary)

    def _show_row(self, row: PlannedRow) -> None:
        self.stdout.write(f"第 {row.number} 行 {row.action.label} {row.title}")
        for label, before, after in row.details:
            change = f"{before} → {after}" if before else after
            self.stdout.write(f"    {label}：{_in_one_line(change)}")
        for sentence in (*row.notes, *row.reasons):
            self.stdout.write(f"    {_in_one_line(sentence)}")


def _plan(file: Path) -> Plan:
    try:
        return plan_import(file.read_bytes(), file.name)
    except UnreadableFile as refusal:
        raise CommandError(str(refusal)) from None
    except OSError as error:
        raise CommandError(f"打不开“{file.name}”：{error.strerror}") from None


def _user(username: str | None) -> User:
    if not username:
        raise CommandError("写入须用 --user 说明以谁的名义。")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"没有账号“{username}”。")
    return user


def _in_one_line(text: str) -> str:
    return text.replace("\n", " ； ")
