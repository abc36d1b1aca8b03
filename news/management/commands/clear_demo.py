from django.core.management.base import BaseCommand, CommandError

from news.demonstration.clearing import clear_demonstration
from news.demonstration.marks import Refused


class Command(BaseCommand):
    help = "Remove every row and file of the demonstration."

    def add_arguments(self, parser):
        parser.add_argument(
            "--with-everything",
            action="store_true",
            help="also what people added to the demonstration",
        )

    def handle(self, with_everything, **options):
        try:
            clear_demonstration(with_everything=with_everything)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write("The demonstration is removed.")
