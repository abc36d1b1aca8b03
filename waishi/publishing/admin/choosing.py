"""Searching for related records, from the form of another."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Q
from django.http import HttpRequest

from waishi.publishing.models import PublicRecord


def choosable(found: Any, related: Any, db_field: Any, request: HttpRequest) -> Any:
    """What a form takes: beside public records those its record names already, whoever did that.

    Whoever may open the records of that kind has no such limit.
    """
    if related.has_view_permission(request) or not issubclass(related.model, PublicRecord):
        return found
    records = related.model._default_manager.all() if found is None else found
    number = str(request.resolver_match and request.resolver_match.kwargs.get("object_id"))
    named = {db_field.related_query_name(): number if number.isdecimal() else 0}
    chosen = related.model._default_manager.filter(**named).values("pk")
    return records.filter(Q(is_public=True) | Q(pk__in=chosen))


class Chooser(AutocompleteJsonView):
    """Whoever may open records chooses among them; other writers, among the public ones."""

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_perm(request, obj) or self._writes(request)

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found if super().has_perm(self.request) else found.public()

    def _writes(self, request: HttpRequest) -> bool:
        """Whether it is for a record the person writes, and there are public ones at all."""
        source = self.admin_site._registry.get(self.source_field.model)
        is_public_kind = issubclass(self.model_admin.model, PublicRecord)
        return bool(source and is_public_kind and source.has_change_permission(request))
