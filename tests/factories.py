"""The least valid record of each kind, in the office's own language; traits name stages of life."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from friendship_cities import models as register
from news.models import Article, FrontPick, Section, Topic
from waishi.accounts.models import User
from waishi.accounts.roles import set_up_roles
from waishi.media.models import Picture, Video
from waishi.site.models import AlertBanner, Link, LinkGroup, ScriptException


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    display_name = factory.Sequence(lambda n: f"工作人员{n}")
    is_staff = True

    @factory.post_generation
    def roles(self, create, names):
        if names:
            if not Group.objects.exists():
                set_up_roles()
            self.groups.set(Group.objects.filter(name__in=names))


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    slug = factory.Sequence(lambda n: f"section-{n}")
    name_zh_hans = "友城动态"
    name_en = "Sister City News"
    description_zh_hans = "重庆与各友城往来的消息"
    description_en = "News of exchanges with sister cities"
    keywords_zh_hans = "友城"
    keywords_en = "sister cities"


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    slug = factory.Sequence(lambda n: f"topic-{n}")
    name_zh_hans = "2021年度回顾"
    name_en = "2021 in review"
    introduction_zh_hans = "2021年来访、签约和会议的记录"
    introduction_en = "Visits, signings and conferences of 2021"
    starts_on = "2021-12-01"


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    section = factory.SubFactory(SectionFactory)
    title_zh_hans = "重庆与麦德林签署友城谅解备忘录"
    summary_zh_hans = "2021年9月15日，两市在线签署谅解备忘录。"
    body_zh_hans = "<p>2021年9月15日，重庆与麦德林在线签署友城谅解备忘录。</p>"
    source_zh_hans = "市外办"
    created_by = factory.SubFactory(UserFactory)

    class Params:
        english = factory.Trait(
            title_en="Chongqing and Medellín sign a memorandum",
            summary_en="The two cities signed a memorandum online on 15 September 2021.",
            source_en="Foreign Affairs Office",
            body_en="<p>Chongqing and Medellín signed a memorandum on 15 September 2021.</p>",
        )


class FrontPickFactory(DjangoModelFactory):
    class Meta:
        model = FrontPick

    article = factory.SubFactory(ArticleFactory)
    picked_from = "2021-09-15T00:00:00+08:00"
    picked_until = "2121-09-15T00:00:00+08:00"


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = register.Country
        django_get_or_create = ("iso2",)

    iso2 = "FR"
    name_zh_hans = "法国"
    name_en = "France"
    continent = "europe"
    diplomatic_relations_since = "1964-01-27"
    source = "外交部"


class CityFactory(DjangoModelFactory):
    class Meta:
        model = register.City

    name_zh_hans = factory.Sequence(lambda n: f"图卢兹市{n}")
    name_en = factory.Sequence(lambda n: f"Toulouse {n}")
    country = factory.SubFactory(CountryFactory)
    latitude = 43.6045
    longitude = 1.444
    source = "市外办档案"


class LocalPartyFactory(DjangoModelFactory):
    class Meta:
        model = register.LocalParty
        django_get_or_create = ("name_zh_hans",)

    name_zh_hans = "重庆市"
    name_en = "Chongqing Municipality"
    level = "municipality"
    adcode = "500000"
    source = "GB/T 2260"


class PartnershipFactory(DjangoModelFactory):
    class Meta:
        model = register.Partnership

    local_party = factory.SubFactory(LocalPartyFactory)
    city = factory.SubFactory(CityFactory)
    slug = factory.Sequence(lambda n: f"toulouse-{n}")
    source = "市外办档案"


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = register.Standing

    partnership = factory.SubFactory(PartnershipFactory)
    kind = "sister_city"
    from_on = "1982-12"
    source = "市外办档案"


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = register.Visit

    direction = "inbound"
    title_zh_hans = "荷兰驻华大使访渝"
    title_en = "Dutch ambassador visits Chongqing"
    starts_on = "2021-04-19"
    ends_on = "2021-04-20"
    source = "市外办"


class EventFactory(DjangoModelFactory):
    class Meta:
        model = register.Event

    kind = "forum"
    title_zh_hans = "澜湄市长文化旅游论坛"
    title_en = "Lancang-Mekong mayors forum"
    starts_on = "2021-10-21"
    source = "市外办"


class PictureFactory(DjangoModelFactory):
    class Meta:
        model = Picture

    title = factory.Sequence(lambda n: f"签署仪式{n}")
    file = factory.Sequence(lambda n: f"pictures/{n % 100:02}/{n:024}.jpg")
    width = 1600
    height = 1067
    credit_zh_hans = "市外办 供图"
    credit_en = "Photo: Foreign Affairs Office"
    uploaded_by = factory.SubFactory(UserFactory)


class VideoFactory(DjangoModelFactory):
    class Meta:
        model = Video

    title_zh_hans = "两江短片"
    title_en = "Two rivers"
    file = factory.Sequence(lambda n: f"videos/{n % 100:02}/{n:024}.mp4")
    size = 5_000_000
    poster = factory.SubFactory(PictureFactory)
    captions_zh_hans = "videos/00/zh.vtt"
    captions_en = "videos/00/en.vtt"
    transcript_zh_hans = "两江相会。"
    transcript_en = "Two rivers meet."
    uploaded_by = factory.SubFactory(UserFactory)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = register.Agreement

    title_zh_hans = "建立友好城市关系协议书"
    title_en = "Agreement on sister city relations"
    kind = "agreement"
    signed_on = "1982-12-03"
    source = "市外办档案"


class ScriptExceptionFactory(DjangoModelFactory):
    class Meta:
        model = ScriptException

    simplified = "范长江"
    traditional = "范長江"


class LinkGroupFactory(DjangoModelFactory):
    class Meta:
        model = LinkGroup

    title_zh_hans = "热线电话"
    title_en = "Hotlines"
    kind = "hotlines"


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    group = factory.SubFactory(LinkGroupFactory)
    title_zh_hans = "外交部全球领事保护热线"
    title_en = "Consular protection hotline"
    telephone = "+86-10-12308"


class AlertBannerFactory(DjangoModelFactory):
    class Meta:
        model = AlertBanner

    text_zh_hans = "提醒中国公民近期谨慎前往当地"
    text_en = "Chinese citizens are advised against travelling there for now"
    starts_at = "2021-01-01 00:00+08:00"
    ends_at = "2099-01-01 00:00+08:00"
