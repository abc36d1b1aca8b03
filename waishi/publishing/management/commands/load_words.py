from django.core.management.base import BaseCommand

from waishi.publishing.wordlist import load_shipped


class Command(BaseCommand):
    help = "Add the shipped words that the list does not have yet; safe to run twice."

    def handle(self, **options):
        self.stdout.write(f"Words: {len(load_shipped())} added.")
