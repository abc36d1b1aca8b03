"""Telling those whose turn it is: by e-mail and by group robots.

A notice is written down, and its job deferred, in the transaction that causes it.
Whatever fails is tried again and stands in the admin; the desk never waits for it.
No text of a draft leaves the office, its title only where somebody allowed that.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from waishi.accounts.models import User
from waishi.languages import NAMES
from waishi.publishing import webhooks
from waishi.publishing.models import (
    PERMISSIONS,
    Authority,
    Deputy,
    Notice,
    NoticeChannel,
    NoticeEvent,
    QueueEntry,
    Stage,
    permissions_in,
)
from waishi.publishing.moments import database_moment
from waishi.publishing.standing_in import authorities_of

MOST_ATTEMPTS = 6


def tell(event: str, entry: QueueEntry | None, people: list[int] | None = None) -> None:
    """Tell the channels that want to know of `event`, and by e-mail whom it concerns."""
    if entry is None:
        return
    for channel in NoticeChannel.objects.filter(is_enabled=True, events__contains=[event]):
        _defer(event, reminder(entry, event, with_title=channel.tells_titles), channel=channel)
    if settings.EMAIL_IS_ON:
        wanted = people if people is not None else [one.pk for one in people_for(entry)]
        if wanted:
            _defer(event, reminder(entry, event), people=wanted)


def reminder(entry: QueueEntry, event: str = NoticeEvent.WAITING, with_title: bool = False) -> str:
    """What a person would write to another: stage, kind and number, section, link."""
    head = {
        NoticeEvent.WAITING: entry.get_stage_display(),
        NoticeEvent.RETURNED: "已退回",
        NoticeEvent.EMERGENCY: "紧急发布，待补审",
    }[NoticeEvent(event)]
    urgent = "【加急】" if entry.urgency == QueueEntry.Urgency.URGENT else ""
    title = f"《{entry.title}》" if with_title else ""
    said = f"{urgent}【{head}】{_kind(entry)} {entry.object_id}{title}，{entry.found_in}"
    return f"{said}\n{settings.OFFICE_URL}{address_of(entry)}"


def _kind(entry: QueueEntry) -> str:
    if entry.is_proposal:
        return "提请"
    return f"{NAMES[entry.language]}{'勘误' if entry.is_erratum else '稿'}"


def address_of(entry: QueueEntry) -> str:
    """The page where the entry is decided."""
    if entry.is_proposal:
        return reverse("admin:publishing_proposal_change", args=[entry.object_id])
    # From the process's memory: lists have no join for it.
    kind = ContentType.objects.get_for_id(entry.content_type_id)
    page = reverse(f"admin:{kind.app_label}_{kind.model}_review", args=[entry.object_id])
    return f"{page}?language={entry.language}"


def people_for(entry: QueueEntry) -> list[User]:
    """Active people with an e-mail address who can decide the entry now, deputies among them."""
    granted = Q(
        groups__permissions__content_type__app_label="publishing",
        groups__permissions__codename__in=[one.split(".")[1] for one in _needed(entry)],
    )
    lent = Q(pk__in=Deputy.objects.standing_at(Now()).values("deputy"))
    staff = User.objects.filter(granted | lent, is_active=True).exclude(email="").distinct()
    return [person for person in staff if _can_decide(person, entry, authorities_of(person))]


def _needed(entry: QueueEntry) -> list[str]:
    """Permissions of which one is enough to decide it."""
    if entry.is_proposal:
        return ["publishing.decide_proposal"]
    if entry.is_erratum:
        return permissions_in(entry.language)
    return [PERMISSIONS[Stage(entry.stage)]]


def _can_decide(person: User, entry: QueueEntry, authorities: list[Authority]) -> bool:
    one = QueueEntry.objects.filter(pk=entry.pk)
    return one.awaiting(person, authorities).exists()


def _defer(
    event: str, said: str, channel: NoticeChannel | None = None, people: list[int] | None = None
) -> None:
    # A task, whose module imports this one.
    from waishi.publishing.tasks import send_notice

    notice = Notice.objects.create(
        event=event,
        said=said,
        channel=channel,
        people=people or [],
        created_at=database_moment(),
    )
    send_notice.defer(notice_id=notice.pk)


def send(notice: Notice) -> None:
    """Send it, and write down what came of it; raises NotSent for another try."""
    notice.attempts += 1
    try:
        if notice.channel:
            webhooks.send(notice.channel, notice.said, database_moment())
        else:
            _mail(notice)
    except (webhooks.NotSent, OSError) as error:
        notice.state, notice.failure = Notice.State.FAILED, str(error)[:200]
        notice.save(update_fields=["attempts", "state", "failure", "people"])
        raise webhooks.NotSent(str(error)) from None
    notice.state, notice.failure = Notice.State.SENT, ""
    notice.sent_at = database_moment()
    notice.save(update_fields=["attempts", "state", "failure", "people", "sent_at"])


def _mail(notice: Notice) -> None:
    """One letter each: nobody reads who else was told, nor waits for another's address."""
    people = User.objects.filter(pk__in=notice.people, is_active=True).exclude(email="")
    subject = notice.said.split("\n")[0]
    failed = {}
    for person in people.order_by("pk"):
        try:
            EmailMessage(subject, notice.said, to=[person.email]).send()
        except OSError as error:
            failed[person.pk] = f"{person}：{error}"
    notice.people = list(failed)
    if failed:
        raise webhooks.NotSent("；".join(failed.values()))
