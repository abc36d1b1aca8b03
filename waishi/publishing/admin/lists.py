"""Lists of the office that stay as quick with a hundred thousand rows as with a hundred."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q, Value
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property

from waishi.languages import NAMES
from waishi.publishing.pairs import PairsOf

# A list is counted, leafed through and acted on, so far: who looks further searches or
# filters.
COUNTED = 500
# Rows that words may stand in are gathered so far; of more, the newest are read.
GATHERED = 5000

# Each value found from the one before it: as many looks into the index as there are values.
VALUES = """
with recursive seen (value) as (
  (select min({column}) from {table})
  union all
  select (select min({column}) from {table} where {column} > seen.value)
  from seen where seen.value is not null
) select value from seen where value is not null
"""


class AtLeast(int):
    """A number of rows that is exceeded; it says so wherever it is shown."""

    def __str__(self) -> str:
        return f"{int(self)} 多"


class LongPaginator(Paginator):
    """Counts no more than `COUNTED` rows, and has no pages beyond them."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        counted = rows.order_by().values("pk")[: COUNTED + 1].count()
        return counted if counted <= COUNTED else AtLeast(COUNTED)


class NamedList(admin.ModelAdmin):
    """A list that is called by what it lists, not by what can be chosen in it."""

    paginator = LongPaginator
    show_full_result_count = False
    list_per_page = 50

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        named = {"title": self.opts.verbose_name_plural}
        response: Any = super().changelist_view(request, named | (extra_context or {}))
        shown = getattr(response, "context_data", {}).get("cl")
        if shown and not shown.query and not shown.has_active_filters:
            # What is not searched shows everything, and offers no way to it.
            shown.full_result_count = shown.result_count
        return response

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing is done to more rows than the list could count."""
        everything = request.POST.get("select_across") == "1"
        counted = LongPaginator(queryset, self.list_per_page).count if everything else 0
        if isinstance(counted, AtLeast):
            said = f"一次最多处理 {COUNTED} 条。请先筛选，或逐页选择。什么都没有改动。"
            self.message_user(request, said, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset)


class NewestFirst(ChangeList):
    """Rows in one order, whatever the address asks for."""

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[str]:
        return ["-pk"]


class LongList(admin.ModelAdmin):
    """A list that may grow without end: the newest first, found by filters and by words.

    Sorting by a column, or counting what each filter finds, would read it whole.
    `search_fields` are the columns whose pairs an index holds together
    (`publishing.pairs`); each word has to stand in one of them.
    """

    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    # The column whose number finds a row, too.
    numbered_by = ""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NewestFirst

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        words = search_term.split()
        for word in words:
            queryset = queryset.filter(self._holding(word))
        found = self._gathered(words)
        return queryset if found is None else queryset.filter(pk__in=found), False

    def _holding(self, word: str) -> Q:
        """Rows in which the word stands, or whose number it is."""
        stands = Q(*((f"{name}__icontains", word) for name in self.search_fields), _connector=Q.OR)
        return stands | self._numbered(word)

    def _numbered(self, word: str) -> Q:
        is_number = self.numbered_by and word.isascii() and word.isdigit() and len(word) < 19
        return Q(**{self.numbered_by: int(word)}) if is_number else Q(pk__in=[])

    def _gathered(self, words: list[str]) -> list[int] | None:
        """All rows the words can stand in; None where there are too many, or no pairs."""
        pairs = [word for word in words if len(word) > 1]
        if not pairs:
            return None
        rows = self.model._default_manager.alias(pairs=PairsOf(*self.search_fields)).order_by()
        for word in pairs:
            rows = rows.filter(Q(pairs__contains=PairsOf(Value(word))) | self._numbered(word))
        found = list(rows.values_list("pk", flat=True)[: GATHERED + 1])
        return found if len(found) <= GATHERED else None


@admin.display(description="语种")
def language_name(row: Any) -> str:
    """A column: the language a row is in."""
    return NAMES.get(row.language, "")


class LanguageFilter(admin.SimpleListFilter):
    """By language, whichever of them the rows are in."""

    title = "语种"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(NAMES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(language=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """By the year of a moment: the way back to what is old. The column needs an index."""

    title = "年份"
    parameter_name = "year"
    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From this year back to that of the first row."""
        moments = model_admin.model._default_manager.order_by(self.column)
        first = moments.values_list(self.column, flat=True).first()
        last = timezone.localdate().year
        years = range(last, timezone.localtime(first).year - 1, -1) if first else []
        return [(str(year), f"{year}年") for year in years]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        said = self.value() or ""
        if not (said.isascii() and said.isdigit() and len(said) == 4 and int(said)):
            return queryset
        return queryset.filter(**{f"{self.column}__year": int(said)})


def by_year(column: str) -> type[YearFilter]:
    """The filter by the year of `column`."""
    return type("YearFilter", (YearFilter,), {"column": column})


class ValuesFilter(admin.AllValuesFieldListFilter):
    """By any value of a column that has an index, found without reading the rows."""

    def __init__(self, field: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(field, *args, **kwargs)
        quote = connection.ops.quote_name
        named = {"column": quote(field.column), "table": quote(field.model._meta.db_table)}
        with connection.cursor() as cursor:
            cursor.execute(VALUES.format(**named))
            self.lookup_choices = [value for (value,) in cursor.fetchall()]
