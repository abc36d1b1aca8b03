"""What a person may see of rows that name other records: asked of those records themselves."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from waishi.accounts.models import User
from waishi.publishing.models.records import Versioned


def names_nothing_hidden(user: User) -> Q:
    """Rows whose `content_type` and `object_id` name nothing that is hidden from the person.

    A model whose manager has `visible_to` hides its rows by it; the others hide none.
    """
    seen = Q()
    for of_kind, opened in _kinds(user, Versioned):
        seen &= ~of_kind | opened
    return seen


def names_a_text_seen(user: User) -> Q:
    """Rows whose `content_type` and `object_id` name a text the person may open."""
    # A model that names the texts' stages, whose module imports this one.
    from waishi.publishing.models.text import WorkingText

    seen = Q(pk=None)
    for of_kind, opened in _kinds(user, WorkingText):
        seen |= of_kind & opened
    return seen


def _kinds(user: User, base: type) -> list[tuple[Q, Q]]:
    """For each kind of record that hides rows: that a row names one, and one that is seen."""
    found = []
    for model in apps.get_models():
        visible_to = getattr(model._default_manager, "visible_to", None)
        if visible_to and issubclass(model, base):
            opened = visible_to(user).order_by().values("pk")
            kind = ContentType.objects.get_for_model(model)
            found.append((Q(content_type=kind), Q(object_id__in=opened)))
    return found
