from django.core.management.base import BaseCommand

from waishi.accounts.roles import set_up_roles


class Command(BaseCommand):
    help = "Make the office's roles, or give them their permissions anew; safe to run twice."

    def handle(self, **options):
        self.stdout.write(f"Roles: {', '.join(set_up_roles())}.")
