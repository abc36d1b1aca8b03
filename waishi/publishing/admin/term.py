"""译名表: the list, and the ways it comes in and goes out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from waishi.publishing import glossary
from waishi.publishing.admin.office import OfficeAdmin
from waishi.publishing.list_files import text_of
from waishi.publishing.models import Term

MOST_BYTES = 2 * 1024 * 1024


class TermFileForm(forms.Form):
    file = forms.FileField(label="CSV 文件", help_text="用“导出”得到的文件改好后再传")

    def clean_file(self) -> list[Term]:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("文件超过 2 MB。")
        try:
            return glossary.read_terms(text_of(file.read()))
        except UnicodeDecodeError:
            raise ValidationError("这个文件不是 CSV，请用 Excel 另存为“CSV UTF-8”。") from None


@admin.register(Term)
class TermAdmin(OfficeAdmin):
    change_list_template = "office/term_list.html"
    list_display = ["zh", "en", "kind", "note", "source"]
    list_filter = ["kind"]
    search_fields = ["zh", "en", "note"]
    fields = ["zh", "en", "kind", "note", "source"]

    def get_urls(self) -> list:
        wrap = self.admin_site.admin_view
        own = [
            path("export/", wrap(self.export_view), name="export_terms"),
            path("import/", wrap(self.import_view), name="import_terms"),
        ]
        return own + super().get_urls()

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The whole list as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        # Excel reads UTF-8 only with a byte order mark.
        told = "\ufeff" + glossary.write_terms(Term.objects.all())
        headers = {"Content-Disposition": 'attachment; filename="terms.csv"'}
        return HttpResponse(told, content_type="text/csv; charset=utf-8", headers=headers)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a changed list in: all of it or nothing."""
        if not self.has_add_permission(request) or not self.has_change_permission(request):
            raise PermissionDenied
        form = TermFileForm(request.POST or None, request.FILES or None)
        person: Any = request.user
        if request.method == "POST" and form.is_valid():
            try:
                changed = glossary.import_terms(form.cleaned_data["file"], person)
            except ValidationError as refusal:
                form.add_error("file", refusal)
            else:
                self.message_user(request, f"已导入，新增或改动 {len(changed)} 个译名。")
                return HttpResponseRedirect(reverse("admin:publishing_term_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "导入译名表",
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "office/import_terms.html", context)
