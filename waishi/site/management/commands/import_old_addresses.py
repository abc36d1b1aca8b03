from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from waishi.publishing.list_files import text_of
from waishi.site.moving import import_old_addresses


class Command(BaseCommand):
    help = "Add or change old addresses from a CSV file: old path, new path or article number."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, file, **options):
        imported = import_old_addresses(text_of(file.read_bytes()), None)
        if imported.faults:
            raise CommandError("Nothing was imported.\n" + "\n".join(imported.faults))
        self.stdout.write(f"{imported.added} added, {imported.changed} changed.")
