from django.core.management.base import BaseCommand

from friendship_cities.countries import load_countries


class Command(BaseCommand):
    help = "Add or correct the countries China has diplomatic relations with; safe to run twice."

    def handle(self, **options):
        loaded = load_countries()
        self.stdout.write(f"Countries: {loaded.added} added, {loaded.corrected} corrected.")
