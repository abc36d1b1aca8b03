from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "新闻"

    def ready(self) -> None:
        from friendship_cities.names import names_of_the_register
        from friendship_cities.related import articles_come_from, links_come_from
        from news import sitemaps
        from news.checking import targets
        from news.checking.article import checks_of_article
        from news.desk import SOURCES
        from news.galleries import GALLERY
        from news.history import releases_about
        from news.menu import sections_of_the_menu
        from news.models import ArticleRelease, FrontPick
        from news.office import links_of_record, pages_of_the_office
        from news.picture_uses import PLACES, SWITCH
        from news.searching import RELEASES, SECTIONS, TOPICS
        from waishi.media.galleries import pictures_go_into
        from waishi.media.uses import pictures_are_used_in
        from waishi.media.versions import drafts_can_switch
        from waishi.publishing import checking
        from waishi.publishing.checking.inner_links import targets_come_from
        from waishi.publishing.correcting import names_come_from
        from waishi.search.sources import find_records, find_texts
        from waishi.site import desk
        from waishi.site.frame import contribute
        from waishi.site.office import contribute_pages
        from waishi.site.schedule import changes_at
        from waishi.site.sitemaps import Kind, has_pages, holds

        contribute("sections", sections_of_the_menu)
        changes_at(ArticleRelease, "live_from", "live_until")
        changes_at(FrontPick, "picked_from", "picked_until")
        checking.contribute(checks_of_article)
        targets_come_from("news:article_detail", targets.articles)
        targets_come_from("news:section_detail", targets.sections)
        targets_come_from("news:topic_detail", targets.topics)
        articles_come_from(releases_about)
        links_come_from(links_of_record)
        contribute_pages(pages_of_the_office)
        pictures_go_into("article", GALLERY)
        pictures_are_used_in(*PLACES)
        drafts_can_switch(SWITCH)
        names_come_from(names_of_the_register)
        for position, source in SOURCES.items():
            desk.contribute(source, position=position)
        has_pages("news:article_list", "news:topic_list")
        holds("sections", Kind("news:section_detail", sitemaps.sections))
        holds("articles", Kind("news:article_detail", sitemaps.articles, number="article_id"))
        holds("topics", Kind("news:topic_detail", sitemaps.topics))
        find_texts(RELEASES)
        find_records(SECTIONS, TOPICS)
