"""What a person may see of rows that name other records: asked of those records themselves."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from waishi.accounts.models import User
from waishi.publishing.models.records import Versioned

if TYPE_CHECKING:
    from waishi.publishing.models.text import WorkingText


HIDDEN = "这篇稿件不在您负责的栏目和稿件之内。"


def is_hidden(text: "WorkingText", by: User) -> bool:
    """Whether a person may not open `text`: asked by every service before it acts."""
    return not type(text)._default_manager.visible_to(by).filter(pk=text.pk).exists()


def names_nothing_hidden(user: User) -> Q:
    """Rows whose `content_type` and `object_id` name nothing that is hidden from the person.

    A model whose manager has `visible_to` hides its rows by it; the others hide none.
    """
    seen = Q()
    for of_kind, opened in _kinds(user, _those_of(Versioned)):
        seen &= ~of_kind | opened
    return seen


def names_a_text_seen(user: User) -> Q:
    """Rows whose `content_type` and `object_id` name a text the person may open."""
    return _names_one_of(_texts(), user)


def names_an_erratum_seen(user: User) -> Q:
    """Rows whose `content_type` and `object_id` name an erratum of such a text."""
    errata = [model._meta.get_field("errata").related_model for model in _texts()]
    return _names_one_of(errata, user)


def _names_one_of(models: list[Any], user: User) -> Q:
    seen = Q(pk__in=[])
    for of_kind, opened in _kinds(user, models):
        seen |= of_kind & opened
    return seen


def _texts() -> list[Any]:
    # A model that names the texts' stages, whose module imports this one.
    from waishi.publishing.models.text import WorkingText

    return _those_of(WorkingText)


def _those_of(base: type) -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, base)]


def _kinds(user: User, models: list[Any]) -> list[tuple[Q, Q]]:
    """For each kind of record that hides rows: that a row names one, and one that is seen."""
    found = []
    for model in models:
        visible_to = getattr(model._default_manager, "visible_to", None)
        if visible_to:
            kind = ContentType.objects.get_for_model(model)
            # One row looked up for each that names one; a list of all would be read whole.
            opened = visible_to(user).order_by().filter(pk=OuterRef("object_id"))
            found.append((Q(content_type=kind), Q(Exists(opened))))
    return found
