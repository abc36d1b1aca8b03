import io
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from friendship_cities.countries import load_countries
from friendship_cities.models import (
    Agreement,
    Certainty,
    City,
    Country,
    Event,
    LocalParty,
    Partnership,
    Scope,
    Standing,
    Visit,
)
from news.demonstration import marks
from news.demonstration.clearing import clear_demonstration
from news.demonstration.loading import is_loaded
from news.models import Article, ArticleRelease, FrontPick, Section
from tests.factories import SectionFactory
from waishi.accounts.models import User
from waishi.accounts.roles import set_up_roles
from waishi.dates import PartialDate
from waishi.languages import ENGLISH, SOURCE
from waishi.media.models import Picture, Video
from waishi.publishing.checking import findings_of
from waishi.publishing.models import (
    AuditEntry,
    Proposal,
    PublicRecord,
    QueueEntry,
    Review,
    Stage,
    Term,
)
from waishi.publishing.moments import database_moment
from waishi.publishing.proposing import decide, propose
from waishi.search.indexing import write_changed
from waishi.site.models import AlertBanner, ScriptException, SiteIdentity, StatedFigure

END_OF_2021 = date(2021, 12, 31)
SOURCED = [City, LocalParty, Partnership, Standing, Agreement, Visit, Event, Country]
PUBLIC = [
    model
    for model in apps.get_models()
    if issubclass(model, PublicRecord) and not model._meta.abstract
]
NATIONAL_LEADERS = ["习近平", "刘鹤", "王毅", "万钢", "陈敏尔"]


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker):
    """An installation as it is before the demonstration, and how full its tables are."""
    with django_db_blocker.unblock():
        # Jobs that other tests left would be cleared away with the demonstration's.
        remove_what_installations_have()
        set_up_roles()
        load_countries()
        write_changed()
        yield rows_of_all_tables()
        remove_what_installations_have()


@pytest.fixture(scope="module")
def accounts_file(before, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for all tests here, and the file of its accounts."""
    path = tmp_path_factory.mktemp("demonstration") / "accounts"
    with django_db_blocker.unblock():
        call_command("load_demo", accounts_file=path, stdout=io.StringIO())
        yield path
        if is_loaded():
            clear_demonstration(with_everything=True)


@pytest.fixture
def committed(django_db_blocker):
    """The database without the transaction that is rolled back after a test."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def db(accounts_file, request):
    """Every test here speaks of the loaded demonstration; all but one leave it as it is.

    By this name, or pytest-django makes no database where these tests run alone.
    """
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")


def rows_of_all_tables():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names():
            cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
        return counts


def remove_what_installations_have():
    Country.objects.all().delete()
    Country.history.all().delete()
    ProcrastinateJob.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("set waishi.forgetting = 'on'")
        cursor.execute("delete from publishing_auditentry")
        cursor.execute("reset waishi.forgetting")
    write_changed()


def kinds_at_the_end_of_2021(partnerships):
    kinds = list(partnerships.as_of(END_OF_2021).values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def live_in(language):
    return ArticleRelease.objects.live_at(database_moment()).in_language(language)


def test_the_register_counts_its_pairs_up_to_the_end_of_2021():
    counted = kinds_at_the_end_of_2021(Partnership.objects.all())

    assert counted == {"friendly_exchange": 13, "sister_city": 36, "to_be_confirmed": 1}


def test_pairs_signed_later_are_in_the_register_and_not_in_that_count():
    later = Partnership.objects.exclude(pk__in=Partnership.objects.as_of(END_OF_2021).values("pk"))

    assert Partnership.objects.count() == 56
    assert set(later.values_list("slug", flat=True)) == {
        "addis-ababa",
        "bharatpur",
        "champasak",
        "seville",
        "tashkent-region",
        "ulaanbaatar",
    }


def test_a_pair_without_a_date_is_attested_and_gets_no_day():
    standing = Standing.objects.get(partnership__slug="west-java")

    assert standing.from_on is None
    assert standing.attested_on == PartialDate(2021)


def test_the_municipality_has_38_districts_and_counties():
    assert LocalParty.objects.filter(level="district_county").count() == 38
    wulong = LocalParty.objects.get(name_zh_hans="武隆区")
    assert [name.name_zh_hans for name in wulong.other_names.all()] == ["武隆县"]


@pytest.mark.parametrize("model", SOURCED, ids=lambda model: model.__name__)
def test_every_record_names_its_source(model):
    assert model.objects.exists()
    assert not model.objects.filter(source="").exists()


@pytest.mark.parametrize("model", [City, Partnership, Agreement])
def test_what_is_not_well_sourced_is_unverified_and_internal(model):
    internal = model.objects.filter(is_public=False)

    assert internal.exists()
    assert set(internal.values_list("certainty", flat=True)) == {Certainty.UNVERIFIED}
    assert set(model.objects.public().values_list("certainty", flat=True)) == {Certainty.PUBLISHED}


def test_pairs_the_review_of_2021_names_are_public():
    named = Partnership.objects.filter(slug__in=["nakhchivan", "wanzhou-gussing"])

    assert named.public().count() == 2


@pytest.mark.parametrize(
    "record",
    [
        lambda: Visit.objects.get(title_zh_hans="香港特区行政长官林郑月娥访渝"),
        lambda: Event.objects.get(title_zh_hans="2021重庆澳门周"),
    ],
    ids=["the Chief Executive's visit", "Macao Week"],
)
def test_hong_kong_and_macao_are_no_countries(record):
    record = record()

    assert record.scope == Scope.HONG_KONG_MACAO
    assert record.is_public
    assert not record.countries.exists()


def test_what_is_domestic_stays_internal():
    assert [event.title_zh_hans for event in Event.objects.filter(is_public=False)] == [
        "外事红色教育课堂第三期"
    ]
    assert not Visit.objects.filter(is_public=False).exists()


def test_a_visit_without_a_date_is_known_to_the_year():
    visit = Visit.objects.get(title_zh_hans="乌拉圭驻华大使访渝")

    assert visit.starts_on == PartialDate(2021)
    assert visit.ends_on is None


def test_papers_stand_after_those_they_follow():
    agreement = Agreement.objects.get(title_zh_hans="江北区与皮亚琴察市友好城市协议")

    assert agreement.follows.kind == Agreement.Kind.LETTER_OF_INTENT
    assert agreement.follows.signed_on == PartialDate(2016, 11)


# Days of mourning belong to a day.
NOTHING_TO_SHOW = {"MourningPeriod"}


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)
def test_two_different_people_stand_behind_every_public_record(model):
    public = model.objects.public()

    assert public.exists() != (model.__name__ in NOTHING_TO_SHOW)
    for record in public:
        approved = Proposal.objects.of_record(record).get(verdict=Proposal.Verdict.APPROVED)
        assert approved.proposed_by != approved.decided_by


def test_three_others_review_a_text_before_it_is_released():
    for release in live_in(SOURCE).select_related("article"):
        said = Review.objects.of_text(release.article, SOURCE)
        approved = said.filter(verdict=Review.Verdict.APPROVED)
        reviewers = set(approved.values_list("reviewer__username", flat=True))
        assert reviewers == {"reviewer1", "reviewer2", "reviewer3"}


def test_another_translator_reviews_the_translation():
    for release in live_in(ENGLISH).select_related("article"):
        said = Review.objects.of_text(release.article, ENGLISH)
        approved = said.filter(verdict=Review.Verdict.APPROVED)
        submitted = said.filter(verdict=Review.Verdict.SUBMITTED)
        assert {review.reviewer.username for review in submitted} == {"translator1"}
        assert {review.reviewer.username for review in approved} == {"translator2"}


def test_at_least_24_articles_are_live_and_half_of_them_in_english():
    chinese, english = live_in(SOURCE).count(), live_in(ENGLISH).count()

    assert chinese == Article.objects.exclude(releases=None).count() >= 24
    assert chinese / 2 <= english < chinese


def test_one_draft_shows_the_check_at_work_and_nothing_stands_against_the_others():
    draft = Article.objects.get(releases=None, stage=Stage.DRAFT)
    found = findings_of(draft, SOURCE, database_moment())

    assert {finding.code for finding in found} == {
        "doubled",
        "impossible_day",
        "inner_link",
        "no_summary",
        "unpaired",
        "width",
    }
    ticked = Review.objects.values_list("title", "language", "ticked")
    assert [row for row in ticked if row[2]] == []


def test_something_waits_for_each_review_and_for_a_second_person():
    waiting = QueueEntry.objects.values_list("stage", flat=True)

    assert sorted(waiting) == ["decision", "first", "second"]


def test_the_day_spoken_of_is_kept_apart_from_the_moment_of_release():
    release = live_in(SOURCE).get(title="荷兰驻华大使贺伟民访渝")

    assert release.original_on == PartialDate(2021, 4, 19)
    assert database_moment() - release.live_from < timedelta(hours=1)


def test_every_page_finds_its_pictures_and_ends_with_its_sources():
    for release in ArticleRelease.objects.filter(external_url="").select_related("article"):
        body = release.document["body"]
        heading = {SOURCE: "资料来源", ENGLISH: "Sources"}[release.language]
        assert f"<h2>{heading}</h2>" in body
        assert body.count("<figure>") == body.count('<img src="/media/pictures/')
        assert "picture:" not in body
        assert release.lead_picture_alt


def test_every_picture_is_drawn_and_says_so():
    assert set(Picture.objects.values_list("kind", "credit_zh_hans", "credit_en")) == {
        ("drawing", "本站绘制", "Drawn for this site")
    }


def test_what_an_office_sets_around_its_texts_can_be_seen():
    now = database_moment()
    exceptions = ScriptException.objects.public().values_list("simplified", flat=True)
    texts = " ".join(str(one.document) for one in ArticleRelease.objects.all())

    assert AlertBanner.objects.live_at(now).written_in(ENGLISH).exists()
    assert FrontPick.objects.live_at(now).get().article.releases.filter(language=ENGLISH).exists()
    assert ArticleRelease.objects.pinned_on(now.date()).exists()
    assert "外长发出" in exceptions
    assert "外长发出" in texts
    assert Term.objects.exists()
    assert not Term.objects.filter(source="").exists()
    assert all(video.transcript_en and video.captions_url(ENGLISH) for video in Video.objects.all())


def test_no_national_leader_is_named_in_what_readers_get():
    for name in NATIONAL_LEADERS:
        in_text = Q(document__icontains=name)
        assert not ArticleRelease.objects.filter(in_text).exists()
        assert not Visit.objects.filter(
            Q(hosts_zh_hans__contains=name) | Q(guests__name_zh_hans__contains=name)
        ).exists()


def test_sections_that_would_need_peoples_own_words_are_empty():
    # A guide holds what the sections below it hold.
    public = Section.objects.public().exclude(subsections__releases__isnull=False)
    empty = [section.slug for section in public if not section.releases.exists()]

    assert empty == ["diplomats-on-chongqing", "friends-on-chongqing"]


def test_the_site_says_that_it_is_a_demonstration():
    identity = SiteIdentity.objects.public().get()

    assert identity.is_demonstration
    assert (identity.name_zh_hans, identity.name_en) == (
        "重庆外事（演示）",
        "Chongqing Foreign Affairs (demonstration)",
    )
    assert not any([identity.site_code, identity.icp_number, identity.police_number])


def test_stated_figures_stand_with_their_day_and_source():
    at_the_end_of_2021 = StatedFigure.objects.public().filter(as_of=PartialDate.of(END_OF_2021))

    assert set(at_the_end_of_2021.values_list("subject", "value")) == {
        ("sister_cities", 52),
        ("friendly_exchange", 110),
    }
    assert not StatedFigure.objects.filter(source="").exists()


def test_every_role_can_sign_in_by_a_file_for_its_owner_only(accounts_file):
    accounts = [line.split("\t") for line in accounts_file.read_text().splitlines()]

    assert stat.S_IMODE(accounts_file.stat().st_mode) == 0o600
    assert {role for _, _, role in accounts} == set(Group.objects.values_list("name", flat=True))
    assert len({password for _, password, _ in accounts}) == len(accounts)
    username, password, role = accounts[0]
    user = User.objects.get(username=username)
    assert user.check_password(password)
    assert [group.name for group in user.groups.all()] == [role]


def test_loading_twice_changes_nothing():
    counted, told = rows_of_all_tables(), io.StringIO()

    call_command("load_demo", stdout=told)

    assert told.getvalue() == "The demonstration is already loaded.\n"
    assert rows_of_all_tables() == counted


def test_countries_are_refreshed_without_a_change():
    history = Country.history.count()

    loaded = load_countries()

    assert (loaded.added, loaded.corrected) == (0, 0)
    assert Country.history.count() == history


def test_clearing_spares_what_people_added():
    SectionFactory(slug="added-by-people")

    with pytest.raises(marks.Refused, match=r"news\.Section 1\b"):
        clear_demonstration()
    assert Article.objects.exists()


def test_clearing_spares_a_site_that_is_no_demonstration_any_more():
    people = {user.username: user for user in User.objects.all()}
    identity = SiteIdentity.objects.get()
    proposal = propose(identity, {"is_demonstration": (True, False)}, people["administrator"])
    decide(proposal, people["reviewer3"], agree=True)

    with pytest.raises(marks.Refused, match="no longer says"):
        clear_demonstration(with_everything=True)


# Last: it takes the demonstration away for good.
def test_clearing_leaves_every_table_and_file_as_it_was(before, committed):
    shown = [*Picture.objects.all(), *Video.objects.all()]
    files = [default_storage.path(one.file) for one in shown]
    assert all(Path(file).exists() for file in files)

    call_command("clear_demo", stdout=io.StringIO())

    assert rows_of_all_tables() == before
    assert marks.rows_by_model() == {}
    assert not any(Path(file).exists() for file in files)
    assert not AuditEntry.objects.filter(act=marks.LOADED).exists()
