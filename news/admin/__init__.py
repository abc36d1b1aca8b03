from news.admin.article import ArticleAdmin
from news.admin.release import ArticleReleaseAdmin, WithdrawalAdmin
from news.admin.section import SectionAdmin
from news.admin.topic import TopicAdmin

__all__ = ["ArticleAdmin", "ArticleReleaseAdmin", "SectionAdmin", "TopicAdmin", "WithdrawalAdmin"]
