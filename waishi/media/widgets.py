"""Choosing a picture without a select of ten thousand."""

from typing import Any

from django.contrib.admin.widgets import ForeignKeyRawIdWidget

from waishi.media.models import Picture
from waishi.numbers import is_number


class PictureWidget(ForeignKeyRawIdWidget):
    """The picture's thumbnail, the way to the library, and its number.

    The thumbnail comes with the row (`shown`), so that forty rows cost no query; only
    another number than the row's, of a refused or restored form, is looked up.
    """

    template_name = "office/picture_widget.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown: Picture | None = None

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["picture"] = self._picture_of(value)
        return context

    def _picture_of(self, value: Any) -> Picture | None:
        typed = str(value or "")
        if self.shown and str(self.shown.pk) == typed:
            return self.shown
        return Picture.objects.filter(pk=typed).first() if is_number(typed) else None

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        """Nothing more: the thumbnail tells which picture it is."""
        return "", ""


def show_pictures(form: Any, *names: str) -> None:
    """Give each picture widget of `form` the picture its record already loaded."""
    for name in names:
        if name in form.fields:
            widget = form.fields[name].widget
            getattr(widget, "widget", widget).shown = (
                getattr(form.instance, name, None)
                if getattr(form.instance, f"{name}_id", None)
                else None
            )
