from django.core.management.base import BaseCommand, CommandError

from waishi.site.inspection import missing_for_inspection
from waishi.site.models import SiteIdentity


class Command(BaseCommand):
    help = "Say what an inspection of government sites would find missing."

    def handle(self, **options):
        missing = missing_for_inspection(SiteIdentity.objects.first())
        for item in missing:
            self.stdout.write(item)
        if missing:
            raise CommandError(f"{len(missing)} items are missing.")
        self.stdout.write("Nothing is missing.")
