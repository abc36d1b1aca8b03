from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "waishi.site"
    label = "site"
    verbose_name = "网站"

    def ready(self) -> None:
        from waishi.media.uses import pictures_are_used_in
        from waishi.publishing.checking.personal_data import contacts_come_from
        from waishi.site import desk
        from waishi.site.desk_blocks import EMERGENCIES, LINKS, SENT, WAITING
        from waishi.site.frame import contribute
        from waishi.site.models import AlertBanner, MourningPeriod, SiteIdentity
        from waishi.site.picture_uses import PLACES
        from waishi.site.schedule import changes_at
        from waishi.site.sitemaps import has_page_while, has_pages
        from waishi.site.traditional import exceptions_of_the_office

        contacts_come_from(SiteIdentity.published_contacts)
        pictures_are_used_in(*PLACES)
        contribute("script_exceptions", exceptions_of_the_office)
        changes_at(AlertBanner, "starts_at", "ends_at")
        changes_at(MourningPeriod, "starts_at", "ends_at")
        desk.contribute(WAITING, position=10)
        desk.contribute(EMERGENCIES, position=15)
        desk.contribute(SENT, position=25)
        desk.contribute(LINKS, position=65)
        has_pages("home", "about", "site_map")
        has_page_while("consulates", lambda frame: frame.consulates)
