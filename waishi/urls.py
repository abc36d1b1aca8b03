"""The site map, and one of the two places where news and register meet."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path, register_converter
from django.views.static import serve

from friendship_cities import calendars
from news import feeds
from news.shared_text import shared_text
from waishi.home import home
from waishi.site import converters, machines, sitemaps, views

register_converter(converters.NumberConverter, "number")
register_converter(converters.CountryCodeConverter, "iso2")
register_converter(converters.YearConverter, "year")
register_converter(converters.MonthConverter, "month")

handler404 = "waishi.site.views.not_found"
handler500 = "waishi.site.views.server_error"

urlpatterns = [
    # /admin/
    path("admin/", admin.site.urls),
    path("robots.txt", machines.robots, name="robots"),
    path("preview/<str:token>/", shared_text, name="shared_text"),
    path("reading.css", views.reading_css, name="reading_css"),
    # /, /en/
    *i18n_patterns(
        path("", home, name="home"),
        path("about/", views.about, name="about"),
        path("consulates/", views.consulates, name="consulates"),
        path("reading/", views.reading, name="reading"),
        path("sitemap/", machines.site_map, name="site_map"),
        path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
        path("sitemap-pages.xml", sitemaps.sitemap_of_pages, name="sitemap_of_pages"),
        path(
            "sitemap-<slug:name>-<number:number>.xml",
            sitemaps.sitemap_of_records,
            name="sitemap_of_records",
        ),
        path("opensearch.xml", machines.opensearch, name="opensearch"),
        path("feeds/news.atom", feeds.news_feed, name="news_feed"),
        path("feeds/<slug:slug>.atom", feeds.section_feed, name="section_feed"),
        path("events.ics", calendars.event_calendar, name="event_calendar"),
        path("events/<number:number>.ics", calendars.event_entry, name="event_entry"),
        path("", include("waishi.search.urls")),
        path("", include("news.urls")),
        path("", include("friendship_cities.urls")),
        prefix_default_language=False,
    ),
]

# /media/: by nginx on a server; by ourselves in the demonstration.
if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT})]
