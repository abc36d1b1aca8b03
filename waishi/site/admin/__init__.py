from waishi.site.admin import banner, figure, identity, link, mourning, script

__all__ = ["banner", "figure", "identity", "link", "mourning", "script"]
