"""What was typed or pasted into the office, without characters that no text can hold.

PostgreSQL has no NUL; feeds, Word and Excel have no other control characters but tabs and
line ends. PowerPoint and old programs bring them along in a paste.
"""

import re

from django.http import QueryDict

# Line ends and page ends of such programs stand between words.
BREAKS = re.compile(r"[\x0b\x0c]")
ILLEGIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")


def make_legible(posted: QueryDict) -> None:
    """Leave illegible characters out of the values of a form."""
    for _, values in posted.lists():
        values[:] = [ILLEGIBLE.sub("", BREAKS.sub(" ", value)) for value in values]
