"""Finding words in titles without reading every title."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField


class PairsOf(Func):
    """The pairs of neighbouring characters of some texts: `中日友好` has 中日, 日友 and 友好.

    Titles are indexed by their pairs; a word can only stand where all of its pairs do.
    """

    function = "pairs_of"
    output_field = ArrayField(TextField())
