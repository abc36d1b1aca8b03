import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from news.demonstration.loading import is_loaded, load_demonstration
from news.demonstration.marks import Refused


class Command(BaseCommand):
    help = "Load the demonstration into an empty database; does nothing where it is loaded."

    def add_arguments(self, parser):
        parser.add_argument(
            "--accounts-file",
            type=Path,
            help="write the accounts and their passwords here, for its owner only",
        )

    def handle(self, accounts_file, **options):
        if is_loaded():
            self.stdout.write("The demonstration is already loaded.")
            return
        if accounts_file and not accounts_file.parent.is_dir():
            raise CommandError(f"No directory {accounts_file.parent}.")
        try:
            # A password nobody was told is a lost account: no file, no load.
            with transaction.atomic():
                accounts = load_demonstration()
                lines = "".join(f"{name}\t{word}\t{role}\n" for name, word, role in accounts)
                if accounts_file:
                    write_for_owner_only(accounts_file, lines)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        if not accounts_file:
            self.stdout.write(lines, ending="")
        self.stdout.write("The demonstration is loaded.")


def write_for_owner_only(path: Path, text: str) -> None:
    """Write a file that nobody else can read, not even while it is being written."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
