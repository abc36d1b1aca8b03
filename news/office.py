"""The pages of the office that belong to no single record: calendar, errata, withdrawals."""

from typing import Any

from django.urls import reverse

from waishi.publishing.office_pages import pages_of


def pages_of_the_office(site: Any) -> list:
    """Addresses right below /admin/, short enough to be typed on a phone."""
    # Models, which are not there yet while applications are loaded.
    from news.admin.calendar import calendar_page
    from news.admin.contributions import contributions_page
    from news.admin.erratum import erratum_page, propose_page
    from news.admin.importing import import_word_page
    from news.admin.registering import draft_page, register_page
    from news.admin.site_preview import choose_page, site_page
    from news.admin.translate import translate_page
    from news.admin.translation_files import export_page, import_page
    from news.admin.translations import translations_page
    from news.admin.withdrawing import withdraw_page

    return pages_of(
        site,
        ("calendar/", calendar_page, "calendar"),
        ("erratum/", propose_page, "erratum"),
        ("erratum/<int:number>/", erratum_page, "news_erratum_review"),
        ("news/article/import-word/", import_word_page, "news_article_import_word"),
        ("preview/site/", choose_page, "preview_site"),
        ("preview/site/<str:at>/", site_page, "previewed_home"),
        ("preview/site/<str:at>/<path:path>", site_page, "previewed_page"),
        ("news/article/<int:number>/translate/", translate_page, "news_article_translate"),
        (
            "news/article/<int:number>/register/<str:kind>/",
            register_page,
            "news_article_register",
        ),
        ("news/article/about/<str:kind>/<int:number>/", draft_page, "news_article_draft_about"),
        ("statistics/contributions/", contributions_page, "contributions"),
        ("translations/", translations_page, "translations"),
        ("translations/export/", export_page, "export_translations"),
        ("translations/import/", import_page, "import_translations"),
        ("withdraw/", withdraw_page, "withdraw"),
    )


def links_of_record(record: Any, user: Any) -> list[tuple[str, str]]:
    """What the form of a visit or an event offers beside its own."""
    kind = record._meta.model_name
    if kind not in ("visit", "event") or not user.holds("news.add_article"):
        return []
    return [("据此写稿", reverse("admin:news_article_draft_about", args=[kind, record.pk]))]
