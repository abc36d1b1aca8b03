from django.core.management.base import BaseCommand

from waishi.publishing import queue


class Command(BaseCommand):
    help = "Make the queue anew from texts, errata and proposals; safe to run at any time."

    def handle(self, **options):
        self.stdout.write(f"{queue.rebuild()} texts, errata and proposals wait.")
