"""What gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waishi.settings")

# gunicorn's "do not try again": any other exit code of a worker that could not
# read its settings has it started anew for ever.
BOOT_ERROR = 3

try:
    application = get_wsgi_application()
except SystemExit as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(BOOT_ERROR)
