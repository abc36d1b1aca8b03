from django.core.management.base import BaseCommand

from waishi.search import indexing, sources


class Command(BaseCommand):
    help = "Write all that search looks up anew: after a change of how texts are folded or cut."

    def handle(self, **options):
        entries = indexing.write_all()
        releases = sum(indexing.write_texts(source) for source in sources.texts())
        self.stdout.write(f"{entries} entries of records and {releases} releases written.")
