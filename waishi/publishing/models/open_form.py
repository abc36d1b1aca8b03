"""Forms that people have open, and what they had written in them before it was saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models

# Written and read in one statement: every form of the office is opened by it. Who
# opened the same form longer ago has gone home.
OPENED = """
    with mine as (
        insert into publishing_openform (user_id, path, opened_at, kept)
        values (%(user)s, %(path)s, now(), '')
        on conflict (user_id, path) do update set opened_at = excluded.opened_at
        returning user_id, opened_at, kept_at
    )
    select true, '', opened_at, kept_at from mine
    union all
    select false, person.display_name, form.opened_at, form.kept_at
    from publishing_openform form join accounts_user person on person.id = form.user_id
    where form.path = %(path)s and form.user_id <> %(user)s
      and form.opened_at > now() - interval '2 hours'
    order by 1 desc, 3 desc
"""


@dataclass(frozen=True)
class Opened:
    """One person who has a form open; `kept_at` where they wrote and did not save yet."""

    is_mine: bool
    name: str
    opened_at: datetime
    kept_at: datetime | None


class OpenFormQuerySet(models.QuerySet):
    def opened(self, user: Any, path: str) -> list[Opened]:
        """Note that the person opened the form; they come first, then who else did lately."""
        with connection.cursor() as cursor:
            cursor.execute(OPENED, {"user": user.pk, "path": path})
            return [Opened(*row) for row in cursor.fetchall()]

    def keep(self, user: Any, path: str, form: str, at: datetime) -> None:
        """Keep what stands in the person's form, in place of what was kept before."""
        self.update_or_create(
            user=user,
            path=path,
            defaults={"kept": form, "kept_at": at},
            create_defaults={"kept": form, "kept_at": at, "opened_at": at},
        )

    def kept_by(self, user: Any, path: str) -> str:
        """What the person wrote in the form and did not save; "" where there is nothing."""
        kept = self.filter(user=user, path=path).values_list("kept", flat=True).first()
        return kept or ""

    def let_go(self, user: Any, path: str) -> None:
        """Forget what was kept: it is saved, or not wanted."""
        self.filter(user=user, path=path).update(kept="", kept_at=None)


class OpenForm(models.Model):
    """One form that one person has open, by its address.

    `kept` is what they had written when the browser last told us, as the form would
    send it; it belongs to that person alone and is not yet anybody's text.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="open_forms"
    )
    path = models.CharField(max_length=200)
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
                fields=["user", "path"],
                name="one_open_form_per_person_and_address",
                violation_error_message="这一页已经打开",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.path}"
