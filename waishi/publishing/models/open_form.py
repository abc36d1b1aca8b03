"""Forms that people have open, and what they had written in them before it was saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import connection, models

# The title stands first in a form, and is told from the rest by its name.
BEGINNING = 4000
CALLED = ("title", "name", "text")

# Written and read in one statement: every form of the office is opened by it. Who
# opened the same form longer ago has gone home.
OPENED = """
    with opened as (
        insert into publishing_openform (user_id, path, sheet, opened_at, kept)
        values (%(user)s, %(path)s, '', now(), '')
        on conflict (user_id, path, sheet) do update set opened_at = excluded.opened_at
    )
    select true, id, sheet, '', opened_at, kept_at, left(kept, %(beginning)s)
    from publishing_openform
    where user_id = %(user)s and path = %(path)s and kept <> ''
    union all
    select false, 0, '', person.display_name, max(form.opened_at), max(form.kept_at), ''
    from publishing_openform form join accounts_user person on person.id = form.user_id
    where form.path = %(path)s and form.user_id <> %(user)s
      and form.opened_at > now() - interval '2 hours'
    group by person.id
    order by 1 desc, 5 desc
"""


@dataclass(frozen=True)
class Opened:
    """What one wrote oneself and did not save yet, or another person who has the form open.

    `kept_at` is None where the other has written nothing that is not saved; `beginning`
    is that of one's own.
    """

    is_mine: bool
    number: int
    sheet: str
    name: str
    opened_at: datetime
    kept_at: datetime | None
    beginning: str

    @property
    def called(self) -> str:
        """What the text is called that was kept; "" where it has no title yet."""
        fields = parse_qsl(self.beginning)
        return next((said for name, said in fields if name.startswith(CALLED)), "")


class OpenFormQuerySet(models.QuerySet):
    def opened(self, user: Any, path: str) -> list[Opened]:
        """Note that the person opened the form; what they kept comes first, the newest before."""
        with connection.cursor() as cursor:
            named = {"user": user.pk, "path": path, "beginning": BEGINNING}
            cursor.execute(OPENED, named)
            return [Opened(*row) for row in cursor.fetchall()]

    def keep(self, user: Any, path: str, sheet: str, form: str, at: datetime) -> None:
        """Keep what stands on the person's sheet, in place of what was kept of it before."""
        kept = {"kept": form, "kept_at": at, "opened_at": at}
        self.update_or_create(user=user, path=path, sheet=sheet, defaults=kept)

    def kept_by(self, user: Any, path: str, number: int) -> str:
        """What the person wrote in the form and did not save; 0 asks for the newest.

        "" where there is nothing.
        """
        mine = self.filter(user=user, path=path).exclude(kept="").order_by("-kept_at")
        asked = mine.filter(pk=number) if number else mine
        return asked.values_list("kept", flat=True).first() or ""

    def let_go(self, user: Any, path: str, **which: Any) -> None:
        """Forget what was kept: its `sheet` is saved, or its number (`pk`) is not wanted."""
        self.filter(user=user, path=path, **which).delete()


class OpenForm(models.Model):
    """One sheet of a form, by its address, that one person has open.

    Each time a form is opened it is another sheet: who opens it again and writes
    something else does not write over what was kept. `kept` is what they had written
    when the browser last told us, as the form would send it; it belongs to that person
    alone and is not yet anybody's text. The row without a sheet says when they came.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_forms"
    )
    path = models.CharField(max_length=200)
    sheet = models.CharField(max_length=32, blank=True, default="")
    opened_at = models.DateTimeField()
    kept = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        verbose_name = "打开的表单"
        verbose_name_plural = "打开的表单"
        default_permissions = ()
        indexes = [models.Index(fields=["path", "-opened_at"], name="open_forms_by_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "sheet"],
                name="one_open_form_per_person_and_sheet",
                violation_error_message="这一页已经打开",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.path}"
