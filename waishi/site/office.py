"""The office: Django's admin under our name, its first page a desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.i18n import JavaScriptCatalog

from waishi.site.signing_in import FormsOutliveSignIn

Pages = Callable[[admin.AdminSite], list]
# What other rooms add to the office beside the pages of their records.
_pages: list[Pages] = []


def contribute_pages(pages: Pages) -> None:
    """Let another room put `pages(site)`, addresses below /admin/, into the office."""
    _pages.append(pages)


class OfficeSite(FormsOutliveSignIn, admin.AdminSite):
    """The admin of the office, in Chinese whatever the browser says."""

    site_header = "外事办公室工作台"
    site_title = "工作台"
    index_title = "工作台"
    empty_value_display = "—"
    # What people do most comes first.
    rooms = ["news", "friendship_cities", "media", "publishing", "site", "accounts"]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The words of all scripts, the text editor's among them."""
        return JavaScriptCatalog.as_view()(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Audited, like all that happens to an account."""
        # A model, which is not there yet while this module is loaded.
        from waishi.publishing import audit

        response = super().password_change(request, extra_context)
        if isinstance(response, HttpResponseRedirect):
            person: Any = request.user
            audit.record(person, "修改密码", person)
        return response

    def get_urls(self) -> list:
        own = [
            path("queue/", self.admin_view(self.queue_view), name="queue"),
            path("sheets/<int:number>/", self.admin_view(self.sheet_view), name="signed_sheet"),
        ]
        # Before Django's own, which tells everybody the address of anything.
        public = self.admin_view(self.public_page_view)
        own.append(path("r/<int:content_type_id>/<int:object_id>/", public, name="view_on_site"))
        own += [page for pages in _pages for page in pages(self)]
        return own + super().get_urls()

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Five doors, what there is to do today, and everything else folded away."""
        from waishi.site.desk import blocks_for, doors_for, ways_for

        person: Any = request.user
        ways = {"doors": doors_for(person), "ways": ways_for(person)}
        context = {**ways, "blocks": blocks_for(person)}
        return super().index(request, context | (extra_context or {}))

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """待我处理, over everything that waits."""
        # Models, which are not there yet while this module is loaded.
        from waishi.publishing.admin.queue import queue_page

        return queue_page(self, request)

    def sheet_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """The scan of a sheet somebody signed."""
        from waishi.publishing.admin.sheets import signed_sheet

        return signed_sheet(request, number)

    def public_page_view(
        self, request: HttpRequest, content_type_id: int, object_id: int
    ) -> HttpResponse:
        """On to the page of a record readers see, for whoever may open the record here."""
        from django.contrib.contenttypes.models import ContentType
        from django.contrib.contenttypes.views import shortcut

        kind = ContentType.objects.filter(pk=content_type_id).first()
        model: Any = kind and kind.model_class()
        admin_of = self._registry.get(model)
        if admin_of is None or not admin_of.has_view_permission(request):
            raise Http404
        if not admin_of.get_queryset(request).filter(pk=object_id).exists():
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        from waishi.publishing.admin.choosing import Chooser

        return Chooser.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list:
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: self._place(app["app_label"]))

    def _place(self, label: str) -> int:
        return self.rooms.index(label) if label in self.rooms else len(self.rooms)


class OfficeConfig(AdminConfig):
    default_site = "waishi.site.office.OfficeSite"
