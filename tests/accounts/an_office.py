"""One office with one of each thing somebody might see who should not."""

from datetime import timedelta
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

from friendship_cities.models import Agreement, City, Event, Partnership, Visit
from news.models import Article, ArticleRelease, FrontPick, Section, SectionLimit, Topic, Withdrawal
from tests.content import public_tie
from tests.factories import (
    AgreementFactory,
    AlertBannerFactory,
    ArticleFactory,
    CityFactory,
    EventFactory,
    FrontPickFactory,
    LinkFactory,
    PartnershipFactory,
    PictureFactory,
    ScriptExceptionFactory,
    SectionFactory,
    TopicFactory,
    UserFactory,
    VisitFactory,
)
from waishi.accounts.models import User
from waishi.languages import SOURCE
from waishi.media.models import Video
from waishi.publishing import correcting, proposing, standing_in, trash
from waishi.publishing.documents import document_of, hash_of
from waishi.publishing.models import (
    Deputy,
    Notice,
    NoticeChannel,
    Official,
    Proposal,
    Review,
    SignedSheet,
    WordRule,
)
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import withdraw
from waishi.publishing.reviewing import submit
from waishi.publishing.scanning import scan
from waishi.publishing.slips import Replacement
from waishi.site.models import AlertBanner, OldAddress

# What only some may read, and the word of the table for having read it.
SECRETS = {
    "信息员写的草稿": "own",
    "采编写的草稿": "other",
    "正在审的稿件": "waiting",
    "定时发布的新稿": "scheduled",
    "改到一半的标题": "unreleased",
    "撤下了的稿件": "withdrawn",
    "扔掉了的草稿": "trashed",
    "内部栏目": "internal section",
    "内部专题": "internal topic",
    "内部来访": "internal visit",
    "内部活动": "internal event",
    "内部友城": "internal partnership",
    "内部协议": "internal agreement",
    "还没挂出的提醒": "internal banner",
}


class AnOffice:
    """The records, made once; `records` and `further_examples` name them for addresses."""

    def __init__(self, office) -> None:
        self.office = office
        self.moment = database_moment()
        self.section = office.make_public(SectionFactory(slug="dongtai", reviews_wanted=1))
        self.make_texts()
        self.make_records()
        self.make_traces()

    def make_texts(self) -> None:
        office, section = self.office, self.section
        text = {"section": section, "created_by": office.writer}
        self.own = ArticleFactory(
            title_zh_hans="信息员写的草稿", section=section, created_by=office.contributor
        )
        self.other = ArticleFactory(title_zh_hans="采编写的草稿", **text)
        self.waiting = ArticleFactory(title_zh_hans="正在审的稿件", **text)
        submit(self.waiting, SOURCE, office.writer)
        self.live = ArticleFactory(title_zh_hans="已经公开的稿件", **text)
        office.release(self.live)
        office.rewrite(self.live, title_zh_hans="定时发布的新稿")
        office.release(self.live, live_from=self.moment + timedelta(days=3))
        office.rewrite(self.live, title_zh_hans="改到一半的标题")
        self.down = ArticleFactory(title_zh_hans="撤下了的稿件", **text)
        office.release(self.down)
        withdraw(self.down, SOURCE, office.first, kind="error")
        self.trashed = ArticleFactory(title_zh_hans="扔掉了的草稿", **text)
        trash.throw_away(self.trashed, office.writer)

    def make_records(self) -> None:
        office = self.office
        self.tie = public_tie(city=CityFactory(), office=office, slug="toulouse")
        self.hidden_tie = PartnershipFactory(
            city=CityFactory(name_zh_hans="内部友城"), slug="hidden-tie"
        )
        self.visit = office.make_public(VisitFactory())
        self.hidden_visit = VisitFactory(title_zh_hans="内部来访")
        self.event = office.make_public(EventFactory())
        self.hidden_event = EventFactory(title_zh_hans="内部活动")
        self.topic = office.make_public(TopicFactory(slug="huigu"))
        self.hidden_topic = TopicFactory(
            name_zh_hans="内部专题", slug="hidden-topic", starts_on=timezone.localdate()
        )
        self.hidden_section = SectionFactory(name_zh_hans="内部栏目", slug="hidden-section")
        self.agreement = AgreementFactory(title_zh_hans="内部协议")
        self.banner = AlertBannerFactory(text_zh_hans="还没挂出的提醒")
        self.pick = FrontPickFactory(article=self.other)
        LinkFactory()
        ScriptExceptionFactory()
        picture = PictureFactory()
        Video.objects.create(
            title_zh_hans="短片",
            file="videos/a.mp4",
            size=1,
            poster=picture,
            uploaded_by=office.writer,
        )
        OldAddress.objects.create(path="/old/1.html", target="/news/")

    def make_traces(self) -> None:
        office = self.office
        self.proposal = proposing.propose_publication(self.hidden_visit, office.registrar)
        self.pick_proposal = proposing.propose_publication(self.pick, office.writer)
        live = self.live.releases.live_at(database_moment()).get()
        self.erratum = correcting.propose(
            self.live,
            live.language,
            office.writer,
            [Replacement("在线签署", "线上签署")],
            everywhere=True,
        )
        today = timezone.localdate()
        self.deputy = standing_in.appoint(
            office.first, office.translator, today, today + timedelta(days=3), office.first
        )
        channel = NoticeChannel.objects.create(
            name="群", kind="wecom", url="https://qyapi.weixin.qq.com/x", events=["waiting"]
        )
        Notice.objects.create(channel=channel, event="waiting", said="", created_at=self.moment)
        rule = WordRule.objects.create(term="稿", instead="文", reason="试", source="试")
        scan(rule)
        Official.objects.create(name_zh_hans="张三", post_zh_hans="市长", source="公告")
        self.sheet = self.make_sheet()

    def make_sheet(self) -> SignedSheet:
        """The scan of a form somebody signed for the text under review."""
        office = self.office
        sheet = SignedSheet.objects.create(
            file_name="a.pdf",
            file_type="application/pdf",
            content=b"%PDF",
            added_at=self.moment,
            added_by=office.second,
        )
        document = document_of(self.waiting, SOURCE)
        Review.objects.create(
            text=self.waiting,
            title=str(self.waiting),
            language=SOURCE,
            round=1,
            stage="first",
            verdict="approved",
            reviewer=office.second,
            document=document,
            text_hash=hash_of(document),
            given_at=self.moment,
            sheet=sheet,
            signer="李某",
            signer_post="主任",
            signed_on=timezone.localdate(),
        )
        return sheet

    @cached_property
    def _known(self) -> dict[type[Model], list[tuple[str, Model]]]:
        return {
            Article: [
                ("own draft", self.own),
                ("other's draft", self.other),
                ("under review", self.waiting),
                ("released", self.live),
                ("withdrawn", self.down),
                ("trashed", self.trashed),
            ],
            ArticleRelease: [
                ("live", self.live.releases.order_by("pk").first()),
                ("scheduled", self.live.releases.order_by("pk").last()),
            ],
            Withdrawal: [("", self.down.withdrawals.get())],
            FrontPick: [("of a draft", self.pick)],
            Section: [("public", self.section), ("internal", self.hidden_section)],
            Topic: [("public", self.topic), ("internal", self.hidden_topic)],
            Partnership: [("public", self.tie), ("internal", self.hidden_tie)],
            Visit: [("public", self.visit), ("internal", self.hidden_visit)],
            Event: [("public", self.event), ("internal", self.hidden_event)],
            City: [("internal", self.hidden_tie.city)],
            Agreement: [("internal", self.agreement)],
            AlertBanner: [("internal", self.banner)],
            Proposal: [("of a visit", self.proposal), ("of a pick", self.pick_proposal)],
            User: [("somebody else", self.somebody)],
            Deputy: [("", self.deputy)],
            Review: [("", Review.objects.of_text(self.waiting, SOURCE).first())],
        }

    @property
    def in_four_days(self) -> str:
        """When what is scheduled is out, as the preview's addresses write it."""
        return f"{timezone.localtime(self.moment + timedelta(days=4)):%Y-%m-%dT%H:%M}"

    @cached_property
    def somebody(self) -> User:
        return UserFactory(username="somebody")

    def records(self, model: type[Model]) -> list[tuple[str, Model]]:
        """One of each state that matters, else any one; an empty one where there is none."""
        if model in self._known:
            return self._known[model]
        return [("", model._default_manager.first() or model(pk=0))]

    def further_examples(self) -> dict[str, list[tuple[str, dict]]]:
        """Arguments of the patterns that are no page of one record in the admin."""

        def numbers(model):
            return [(about, {"number": one.pk}) for about, one in self.records(model)]

        def slugs(model):
            return [(about, {"slug": one.slug}) for about, one in self.records(model)]

        def with_(given, **more):
            return [(about, values | more) for about, values in given]

        year = timezone.localdate().year
        kinds = {
            "draft": self.other,
            "internal partnership": self.hidden_tie,
            "internal section": self.hidden_section,
        }
        return {
            "admin/news/article/about/<str:kind>/<int:number>/": [
                (f"{about} visit", {"kind": "visit", "number": one.pk})
                for about, one in self.records(Visit)
            ],
            "preview/<str:token>/": [("nothing", {"token": "nothing"})],
            "admin/preview/site/<str:at>/": [("", {"at": self.in_four_days})],
            "admin/preview/site/<str:at>/<path:path>": [
                ("home", {"at": self.in_four_days, "path": ""}),
                ("list", {"at": self.in_four_days, "path": "news/"}),
            ],
            "admin/sheets/<int:number>/": [("", {"number": self.sheet.pk})],
            "admin/erratum/<int:number>/": [("", {"number": self.erratum.pk})],
            "admin/r/<path:content_type_id>/<path:object_id>/": [
                (
                    about,
                    {
                        "content_type_id": ContentType.objects.get_for_model(one).pk,
                        "object_id": one.pk,
                    },
                )
                for about, one in kinds.items()
            ],
            "admin/<app_label>/": [("news", {"app_label": "news"})],
            "admin/<url>": [("nothing", {"url": "nothing"})],
            "media/<path>": [("nothing", {"path": "nothing.jpg"})],
            "sitemap-<slug:name>-<number:number>.xml": [
                (name, {"name": name, "number": 1})
                for name in ("articles", "sections", "topics", "visits", "events", "partnerships")
            ],
            "feeds/<slug:slug>.atom": slugs(Section),
            "events/<number:number>.ics": numbers(Event),
            "news/all/<year:year>/": [("", {"year": year})],
            "news/all/<year:year>/<month:month>/": [("", {"year": year, "month": "06"})],
            "news/<number:number>/": numbers(Article),
            "news/<number:number>/qr.svg": numbers(Article),
            "news/<slug:slug>/": slugs(Section),
            "news/<slug:slug>/<year:year>/": with_(slugs(Section), year=year),
            "news/<slug:slug>/<year:year>/<month:month>/": with_(
                slugs(Section), year=year, month="06"
            ),
            "topics/<slug:slug>/": slugs(Topic),
            "friendship-cities/<slug:slug>/": slugs(Partnership),
            "countries/<iso2:iso2>/": [("", {"iso2": "fr"})],
            "visits/<number:number>/": numbers(Visit),
            "events/<number:number>/": numbers(Event),
        }


def limited_editor(section: Section) -> User:
    """An editor whose work is limited to a section where nothing stands."""
    person = UserFactory(username="limited", roles=["采编"])
    SectionLimit.objects.create(user=person, section=section)
    return person
