"""Searching for related records, from the form of another."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest

from waishi.publishing.models import PublicRecord


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
