"""Forms that carry a hash of each field they showed, and are merged when they come back."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator

from waishi.languages import source_column
from waishi.publishing import parts, saving
from waishi.publishing.comparing import FieldDifference, values_difference
from waishi.publishing.documents import hash_of

# Stands among the fields of a form that was brought back, not sent.
RESTORED = "_restored"


def read_shown(data: Any) -> dict[str, str]:
    """The hashes a form carried; none where somebody tampered with them."""
    try:
        shown = json.loads(data.get("shown", "") or "{}")
    except (ValueError, RecursionError):
        return {}
    return shown if isinstance(shown, dict) else {}


class OfficeForm(forms.ModelForm):
    """A form that cannot overwrite what its user has not seen."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.merged = saving.Merged(values={})
        self.before: dict[str, Any] = {}
        # What others wrote and what this person wrote, where both did.
        self.conflicts: list[FieldDifference] = []
        if self.instance.pk and not self.is_bound:
            self.initial["shown"] = json.dumps(saving.hashes_of(self._state_shown()))

    def shown_names(self) -> list[str]:
        """What the form shows, whether or not it can be written there."""
        return self.saved_names()

    def _state_shown(self) -> dict[str, Any]:
        """What is shown of each field; the links were already read for the form."""
        names = self.shown_names()
        described = {name: self._meta.model._meta.get_field(name) for name in names}
        links = [name for name in names if described[name].many_to_many and name in self.initial]
        state = saving.state_of(self.instance, [name for name in names if name not in links])
        return state | {name: sorted(one.pk for one in self.initial[name]) for name in links}

    def saved_names(self) -> list[str]:
        """The fields of the record among those of the form."""
        known = {field.name for field in self._meta.model._meta.get_fields()}
        return [name for name in self.fields if name in known]

    def is_valid(self) -> bool:
        """Never where the form only brings back what was kept: its user saves it."""
        return super().is_valid() and RESTORED not in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._merge(cleaned)
        return cleaned

    def _merge(self, cleaned: dict[str, Any]) -> None:
        """Keep what others changed and this person did not touch; refuse real conflicts."""
        names = [name for name in self.saved_names() if name in cleaned]
        self.before = saving.state_of(self.instance, names)
        submitted = {name: plain_value(self._meta.model, name, cleaned[name]) for name in names}
        shown = read_shown(self.data)
        self.merged = saving.merge(self.before, submitted, shown)
        for name in names:
            touched = name in self.merged.changed or name in self.merged.conflicts
            if not touched:
                cleaned[name] = self._current(name)
        for name in self.merged.conflicts:
            self.add_error(name, self._conflict(name))
        seen_now = self._refuse_translations_of_another_source(shown)
        wanted = {name: submitted[name] for name in self.merged.conflicts}
        self.conflicts = values_difference(self._meta.model, self.before, wanted)
        # The second time, the person has seen what the other wrote.
        self.data = self.data.copy()
        self.data["shown"] = json.dumps(shown | saving.hashes_of(self.before | seen_now))

    def _refuse_translations_of_another_source(self, shown: dict[str, str]) -> dict[str, Any]:
        """Nobody translates a Chinese they have not seen; what it says now is then shown.

        Else a translation would count as made from words that came after it.
        """
        sources = {}
        for name in self.merged.changed:
            source = source_column(name)
            if source and source in shown and source not in self.merged.changed:
                sources[name] = source
        now = saving.state_of(self.instance, sources.values())
        hashes = saving.hashes_of(now)
        moved = {n: now[s] for n, s in sources.items() if hashes[s] != shown[s]}
        for name, said in moved.items():
            said = Truncator(strip_tags(said)).chars(200)
            self.add_error(
                name, f"您打开之后中文已改为：“{said}”。译文保留在框内，请核对后再保存。"
            )
        return now

    def _current(self, name: str) -> Any:
        value = getattr(self.instance, name)
        return value.all() if hasattr(value, "all") else value

    def _conflict(self, name: str) -> ValidationError:
        theirs = strip_tags(parts.shown(self._meta.model, name, self.before[name])) or "（空）"
        return ValidationError(
            "您打开之后，他人已把这一项改为：“%(theirs)s”。您的文字保留在框内，"
            "差别见页首，请核对；再次保存将以框内为准。",
            params={"theirs": Truncator(theirs).chars(200)},
        )


class PartFormSet(forms.BaseInlineFormSet):
    """All rows of one part of a record, saved or refused as one field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_touched = False
        self.before: list[parts.Row] = []
        self.conflicts: list[FieldDifference] = []

    @property
    def shown_name(self) -> str:
        """The part's name among the hashes of the form."""
        return self.fk.remote_field.related_name

    def gone_forms(self) -> list[forms.ModelForm]:
        """The forms of rows that somebody deleted since they were shown."""
        return [form for form in self.initial_forms if form.instance.pk is None]

    def clean(self) -> None:
        super().clean()
        gone = self.gone_forms()
        for form in gone:
            # A row that is no more is not wrong, and is not written.
            form.errors.clear()
        if not self.instance.pk or any(self.errors):
            self.is_touched = self.has_changed()
            return
        self.before = parts.value_of(self.instance, self.shown_name)
        rows = self.submitted_rows()
        wanted, now = hash_of(rows)[:16], hash_of(self.before)[:16]
        shown = read_shown(self.data).get(self.shown_name)
        if wanted in (now, shown) and not (gone and now != shown):
            return
        if now != shown:
            state = {self.shown_name: self.before}
            typed = {self.shown_name: self.submitted_rows(with_gone=True)}
            self.conflicts = values_difference(type(self.instance), state, typed)
            raise ValidationError(self._gone(len(gone)) if gone else self._conflict())
        self.is_touched = True

    def _gone(self, count: int) -> str:
        label = self.model._meta.verbose_name_plural
        return (
            f"您打开之后，他人删去了“{label}”里的 {count} 行，差别见页首。这几行不再保存，"
            "要留下请另加一行；其余的再次保存即可。"
        )

    def _conflict(self) -> str:
        label = self.model._meta.verbose_name_plural
        return (
            f"您打开之后，他人改过“{label}”，差别见页首。"
            "您的各行保留在下面，请核对；再次保存将以下面为准。"
        )

    def stored_rows(self) -> list[parts.Row]:
        """The rows that are shown, as `parts.value_of` gives them."""
        rows = [parts.row_of(form.instance, self.fk.name) for form in self.initial_forms]
        return sorted(rows, key=lambda row: row["pk"])

    def submitted_rows(self, *, with_gone: bool = False) -> list[parts.Row]:
        """The rows as they would be, as `parts.value_of` gives them."""
        left_out = [*self.deleted_forms, *([] if with_gone else self.gone_forms())]
        rows = [
            parts.row_of(form.instance, self.fk.name)
            for form in self.forms
            if form not in left_out and (form.instance.pk or form.has_changed())
        ]
        return sorted(rows, key=lambda row: (row["pk"] is None, row["pk"] or 0))


def plain_value(model: type[models.Model], name: str, value: Any) -> Any:
    """A cleaned value as JSON can hold it, as `parts.value_of` gives stored ones."""
    described = model._meta.get_field(name)
    if described.many_to_many:
        return sorted(record.pk for record in value)
    blank = model()
    setattr(blank, name, value)
    return parts.value_of(blank, name)
