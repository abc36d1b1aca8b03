"""What is said of the pictures of one batch, all on one page."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from waishi.accounts.models import User
from waishi.media.galleries import Destination, Placed
from waishi.media.models import Picture
from waishi.publishing import saving

FOR_ALL = ("credit_zh_hans", "credit_en", "source")
FIELDS = (*FOR_ALL, "description", "contains_map", "map_approval")
MAP_WITHOUT_APPROVAL = "含地图的图片须填写审图号（《地图管理条例》）"


class BatchForm(forms.Form):
    """One credit and one source for all, a line for each; what is left empty stays as it was."""

    lines = forms.CharField(
        label="图说，一行一张",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="从 Word 或微信整段粘贴，按“分到各张”；顺序是下面图片的顺序",
    )
    credit_zh_hans = forms.CharField(label="署名（全部）", max_length=120, required=False)
    credit_en = forms.CharField(label="英文署名（全部）", max_length=120, required=False)
    source = forms.CharField(label="来源（全部）", max_length=200, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, pictures: list[Picture], destination: Destination | None, data: Any) -> None:
        super().__init__(data)
        self.pictures = pictures
        self.initial["shown"] = _hashes_of(pictures)
        for picture in pictures:
            self._add_fields(picture, bool(destination))

    def _add_fields(self, picture: Picture, is_placed: bool) -> None:
        add = self.fields.__setitem__
        said = picture.description
        add(f"caption-{picture.pk}", _line("图说", said, 300))
        if is_placed:
            add(f"alt-{picture.pk}", _line("替代文字", "", 200))
        add(
            f"map-{picture.pk}",
            forms.BooleanField(label="含地图", required=False, initial=picture.contains_map),
        )
        add(f"approval-{picture.pk}", _line("审图号", picture.map_approval, 60))

    def rows(self) -> list[tuple[Picture, list[Any]]]:
        """Each picture with its fields."""
        names = ("caption", "alt", "map", "approval")
        return [
            (one, [self[f"{name}-{one.pk}"] for name in names if f"{name}-{one.pk}" in self.fields])
            for one in self.pictures
        ]

    def said(self, name: str, picture: Picture) -> Any:
        """What was filled in for a picture."""
        return self.cleaned_data.get(f"{name}-{picture.pk}", "")

    def wanted(self, picture: Picture) -> dict[str, Any]:
        """What the picture is to say."""
        for_all = {name: self.cleaned_data[name] for name in FOR_ALL if self.cleaned_data[name]}
        return for_all | {
            "description": self.said("caption", picture),
            "contains_map": self.said("map", picture),
            "map_approval": self.said("approval", picture),
        }

    def seen(self, picture: Picture) -> dict[str, str]:
        """What the person saw of it, as hashes; none where somebody tampered with them."""
        try:
            return dict(json.loads(self.cleaned_data["shown"])[str(picture.pk)])
        except (ValueError, KeyError, TypeError):
            return {}

    def show_anew(self) -> None:
        """What others wrote meanwhile has now been told: saving again is meant."""
        numbers = [one.pk for one in self.pictures]
        data: Any = self.data.copy()
        data["shown"] = _hashes_of(Picture.objects.filter(pk__in=numbers))
        self.data = data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for picture in self.pictures:
            if self.said("map", picture) and not self.said("approval", picture):
                self.add_error(f"approval-{picture.pk}", MAP_WITHOUT_APPROVAL)
        return cleaned

    def spread(self) -> str:
        """Put the pasted lines beside the pictures, nothing is saved; says whether they fit."""
        lines = [line.strip() for line in self.data.get("lines", "").splitlines() if line.strip()]
        data: Any = self.data.copy()
        for picture, line in zip(self.pictures, lines, strict=False):
            data[f"caption-{picture.pk}"] = line[:300]
        told = f"贴了 {len(lines)} 行，图片有 {len(self.pictures)} 张"
        data["lines"] = "\n".join(lines[len(self.pictures) :])
        self.data = data
        if len(lines) < len(self.pictures):
            return f"{told}：从第 {len(lines) + 1} 张起没有新的图说。请核对后再保存。"
        if len(lines) > len(self.pictures):
            return f"{told}：多出的行留在框里。请核对后再保存。"
        return f"{told}，一一对应。核对后请保存。"


def _hashes_of(pictures: Iterable[Picture]) -> str:
    shown = {one.pk: saving.hashes_of(saving.state_of(one, FIELDS)) for one in pictures}
    return json.dumps(shown)


def _line(label: str, initial: str, most: int) -> forms.CharField:
    return forms.CharField(label=label, initial=initial, max_length=most, required=False)


@transaction.atomic
def describe(form: BatchForm, destination: Destination | None, by: Any) -> None:
    """Write what the form says of each picture, and put them where they are meant for."""
    numbers = [one.pk for one in form.pictures]
    locked = saving.locked(Picture.objects.order_by("pk")).in_bulk(numbers)
    for shown in form.pictures:
        _describe_one(locked[shown.pk], shown, form, by)
    if destination:
        placed = [
            Placed(one, form.said("caption", one), form.said("alt", one)) for one in form.pictures
        ]
        destination.gallery.put(destination.record, placed, by)


def _describe_one(picture: Picture, shown: Picture, form: BatchForm, by: User) -> None:
    """Only what the person changed is written, and only over what they had seen."""
    wanted = form.wanted(shown)
    merged = saving.merge(saving.state_of(picture, wanted), wanted, form.seen(shown))
    if merged.conflicts:
        raise ValidationError(f"“{picture}”刚被他人改过，请核对后再保存。")
    changed = {name: wanted[name] for name in merged.changed}
    if changed.get("description") and _is_called_by_its_file(picture):
        changed["title"] = wanted["description"][:120]
    for name, value in changed.items():
        setattr(picture, name, value)
    saving.save(picture, by, list(changed))


def _is_called_by_its_file(picture: Picture) -> bool:
    name = picture.original_name.rsplit(".", 1)[0].strip()
    return bool(name) and picture.title == name[:120]
