from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "waishi.site"
    label = "site"
    verbose_name = "网站"

    def ready(self) -> None:
        from waishi.site.frame import contribute
        from waishi.site.models import AlertBanner, MourningPeriod
        from waishi.site.schedule import changes_at
        from waishi.site.traditional import exceptions_of_the_office

        contribute("script_exceptions", exceptions_of_the_office)
        changes_at(AlertBanner, "starts_at", "ends_at")
        changes_at(MourningPeriod, "starts_at", "ends_at")
