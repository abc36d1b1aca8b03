from news.admin.article import ArticleAdmin
from news.admin.front_pick import FrontPickAdmin
from news.admin.limit import SectionLimitInline
from news.admin.preview_sharing import PreviewSharingAdmin
from news.admin.release import ArticleReleaseAdmin, WithdrawalAdmin
from news.admin.section import SectionAdmin
from news.admin.topic import TopicAdmin

__all__ = [
    "ArticleAdmin",
    "ArticleReleaseAdmin",
    "FrontPickAdmin",
    "PreviewSharingAdmin",
    "SectionAdmin",
    "SectionLimitInline",
    "TopicAdmin",
    "WithdrawalAdmin",
]
