"""One office with one of each thing somebody might see who should not."""

from datetime import datetime, timedelta

from django.utils import timezone

from news import sharing
from news.models import Article, PreviewSharing, Section, SectionLimit
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
    VideoFactory,
    VisitFactory,
)
from waishi.accounts.models import User
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing import correcting, proposing, saving, standing_in, trash
from waishi.publishing.links.watching import note_links
from waishi.publishing.models import (
    LinkState,
    Notice,
    NoticeChannel,
    Official,
    SignedSheet,
    WordRule,
)
from waishi.publishing.moments import database_moment
from waishi.publishing.releasing import withdraw
from waishi.publishing.reviewing import hashes_of, record_signature, submit
from waishi.publishing.scanning import scan
from waishi.publishing.signing import Signature, fingerprint_of
from waishi.publishing.slips import Replacement
from waishi.site.models import OldAddress

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


def later_this_month(moment: datetime) -> datetime:
    """In three days, or at the end of the month that the calendar shows; in an hour at least."""
    today = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    end = min(moment + timedelta(days=3), next_month - timedelta(minutes=1))
    return max(end, moment + timedelta(hours=1))


class AnOffice:
    """The records, made once; `examples` names them for addresses, `acts` acts on them."""

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
        self.used_picture, self.unused_picture = PictureFactory(), PictureFactory()
        self.new_version = PictureFactory(replaces=self.used_picture)
        self.other = ArticleFactory(
            title_zh_hans="采编写的草稿",
            body_zh_hans='<p><a href="https://example.org/">链接</a></p>',
            lead_picture=self.used_picture,
            **text,
        )
        self.waiting = ArticleFactory(title_zh_hans="正在审的稿件", **text)
        submit(self.waiting, SOURCE, office.writer)
        self.at_first, self.at_second = self.make_waiting(), self.make_waiting()
        self.sheet = self.sign_on_paper(self.at_second)
        self.translated = ArticleFactory(english=True, **text)
        submit(self.translated, ENGLISH, office.writer)
        self.older = ArticleFactory.build(english=True, **text)
        saving.create(self.older, office.writer)
        office.rewrite(self.older, title_zh_hans="译后改过的标题")
        self.live = ArticleFactory(title_zh_hans="已经公开的稿件", **text)
        office.release(self.live)
        office.rewrite(self.live, title_zh_hans="定时发布的新稿")
        office.release(self.live, live_from=later_this_month(self.moment))
        office.rewrite(self.live, title_zh_hans="改到一半的标题")
        self.down = ArticleFactory(title_zh_hans="撤下了的稿件", **text)
        office.release(self.down)
        withdraw(self.down, SOURCE, office.first, kind="error")
        self.trashed = ArticleFactory(title_zh_hans="扔掉了的草稿", **text)
        trash.throw_away(self.trashed, office.writer)

    def make_waiting(self) -> Article:
        """A text that waits for the first of three reviews."""
        article = ArticleFactory(created_by=self.office.writer)
        submit(article, SOURCE, self.office.writer)
        return article

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
        VideoFactory(poster=self.used_picture, uploaded_by=office.writer)
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
            office.first, office.other_translator, today, today + timedelta(days=3), office.first
        )
        channel = NoticeChannel.objects.create(
            name="群", kind="wecom", url="https://qyapi.weixin.qq.com/x", events=["waiting"]
        )
        PreviewSharing.objects.create(is_on=True, networks="127.0.0.0/8")
        self.link, _ = sharing.give(self.other, SOURCE, office.writer, "某领事馆")
        note_links(self.other)
        LinkState.objects.update(state=LinkState.State.GONE)
        self.somebody = UserFactory(username="somebody")
        Notice.objects.create(channel=channel, event="waiting", said="", created_at=self.moment)
        rule = WordRule.objects.create(term="稿", instead="文", reason="试", source="试")
        scan(rule)
        Official.objects.create(name_zh_hans="张三", post_zh_hans="市长", source="公告")

    def sign_on_paper(self, article: Article) -> SignedSheet:
        """The first review of a text, as the signed form of it that somebody scanned."""
        read_hash = hashes_of(article)[SOURCE]
        signature = Signature(
            signer="李某",
            post="主任",
            signed_on=timezone.localdate(),
            fingerprint=fingerprint_of(read_hash),
            file_name="a.pdf",
            scan=b"%PDF-1.7",
            opinion="同意",
        )
        recorder = UserFactory(roles=["采编"])
        record_signature(article, SOURCE, recorder, signature, read_hash=read_hash)
        return SignedSheet.objects.get()


def limited_editor(section: Section) -> User:
    """An editor whose work is limited to a section where nothing stands."""
    person = UserFactory(username="limited", roles=["采编"])
    SectionLimit.objects.create(user=person, section=section)
    return person
