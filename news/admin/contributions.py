"""采用统计: a quarter at a glance, one unit's texts, and the same as a workbook."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from news.contributions import (
    Quarter,
    Tally,
    by_unit,
    contributions,
    first_quarter,
    of_unit,
    workbook_of,
)
from waishi.publishing.moments import database_moment

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def contributions_page(site: Any, request: HttpRequest) -> HttpResponse:
    """One quarter, the present one unless another is asked for."""
    user: Any = request.user
    if not (user.handles_any_text and user.holds("publishing.view_review")):
        raise PermissionDenied
    now = Quarter.of(timezone.localdate(database_moment()))
    quarter = Quarter.parse(request.GET.get("quarter", "")) or now
    articles = contributions(user, quarter)
    if "xlsx" in request.GET:
        return _file(quarter, articles)
    units, whole = by_unit(articles), Tally()
    for one in units:
        whole.add(one.submitted, one.adopted)
    unit = request.GET.get("unit", "")
    context = {
        **site.each_context(request),
        "title": f"采用统计：{quarter.label}",
        "quarter": quarter,
        "before": quarter.moved(-1) if _goes_back(quarter) else None,
        "after": quarter.moved(1) if quarter != now and quarter.start < now.start else None,
        "units": units,
        "whole": whole,
        "unit": unit,
        "articles": of_unit(articles, unit) if unit else [],
    }
    return TemplateResponse(request, "office/contributions.html", context)


def _goes_back(quarter: Quarter) -> bool:
    first = first_quarter()
    return first is not None and first.start < quarter.start


def _file(quarter: Quarter, articles: QuerySet) -> HttpResponse:
    response = HttpResponse(workbook_of(quarter, articles), content_type=EXCEL)
    name = f"contributions-{quarter}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
