from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from waishi.accounts.models import User
from waishi.languages import ENGLISH
from waishi.publishing.translation_files import apply, plan, read_workbook


class Command(BaseCommand):
    help = "Read translations from an XLSX of the translation desk; writes only with --write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="username", required=True, help="whose work it is")
        parser.add_argument("--kind", default="news.Article", help="the model of the texts")
        parser.add_argument("--write", action="store_true")

    def handle(self, **options: Any) -> None:
        by = User.objects.filter(username=options["username"], is_active=True).first()
        if by is None:
            raise CommandError(f"No active account {options['username']}.")
        texts: Any = apps.get_model(options["kind"])._default_manager
        texts = texts.visible_to(by)
        try:
            planned = plan(read_workbook(options["file"].read_bytes()), texts, ENGLISH, by)
            written = apply(planned, texts, ENGLISH, by) if options["write"] else 0
        except (OSError, ValidationError) as error:
            raise CommandError(str(error)) from None
        for one in planned:
            told = one.refusal or "可写入"
            self.stdout.write(f"{one.cell.row} {one.title} {one.label}: {told}")
        self.stdout.write(f"Written: {written}.")
