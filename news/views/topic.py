"""Topics, and what stands in one."""

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from news.models import Topic
from news.views.lists import page_of, releases_of
from waishi.languages import LANGUAGES, column, text_in
from waishi.site.frame import PublicRequest, WrittenElsewhere, public_page
from waishi.site.paging import page_by_key


@public_page(reads=["before"])
def topic_list(request: PublicRequest) -> HttpResponse:
    named = Topic.objects.public().filter(**{column("name", request.language) + "__gt": ""})
    topics = named.select_related("lead_picture").order_by("-starts_on", "-pk")
    page = page_by_key(request, topics, dated="starts_on", number="pk", read=date.fromisoformat)
    mark_past(list(page.rows), request.moment)
    return render(request, "news/topic_list.html", {"page": page})


@public_page(reads=["before"])
def topic_detail(request: PublicRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.public().select_related("lead_picture"), slug=slug)
    available_in = [code for code in LANGUAGES if text_in(topic, "name", code)]
    if request.language not in available_in:
        raise WrittenElsewhere(available_in)
    mark_past([topic], request.moment)
    page = page_of(request, releases_of(request).filter(topic_ids__contains=[topic.pk]))
    context = {"topic": topic, "page": page, "available_in": available_in}
    return render(request, "news/topic_detail.html", context)


def mark_past(topics: list[Topic], moment: datetime) -> list[Topic]:
    """Topics whose time is over are shown as past."""
    today = timezone.localdate(moment)
    for topic in topics:
        topic.is_past = topic.ends_on is not None and topic.ends_on < today
    return topics
