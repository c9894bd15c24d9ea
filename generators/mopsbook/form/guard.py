"""Guard: who may ask. Only the browser that was opened with the address we printed, and only a page of our own in it."""

import secrets
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie

from msgspec import Struct, field

CSRF_HEADER = "X-Mopsbook-Form"


def _secret() -> str:
    return secrets.token_urlsafe(32)


class Guard(Struct, frozen=True):
    """The secrets of one run.

    `token` stands in the address that is printed. Whoever shows it gets the cookie, so that it need not stand in any
    other address. `page` stands in our pages and comes back in a header: another site that runs on this machine shares
    our cookies, because those know no ports, but it can neither read our pages nor send that header.
    """

    port: int
    token: str = field(default_factory=_secret)
    cookie: str = field(default_factory=_secret)
    page: str = field(default_factory=_secret)

    @property
    def hosts(self) -> tuple[str, str]:
        """What the header Host may say. Another name that leads here is an attack (DNS rebinding)."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie_name(self) -> str:
        """One for each port, so that two forms at a time do not throw each other out."""
        return f"mopsbook-{self.port}"

    @property
    def set_cookie(self) -> str:
        """The header Set-Cookie."""
        return f"{self.cookie_name}={self.cookie}; Path=/; HttpOnly; SameSite=Strict"

    def knows_host(self, hosts: list[str]) -> bool:
        """Return whether a request was meant for us."""
        return len(hosts) == 1 and hosts[0] in self.hosts

    def knows_token(self, token: str) -> bool:
        """Return whether it is the token of the address that we printed."""
        return _equal(token, self.token)

    def knows_cookie(self, headers: list[str]) -> bool:
        """Return whether the browser has been let in."""
        for header in headers:
            try:
                cookie = SimpleCookie(header).get(self.cookie_name)
            except CookieError:
                continue
            if cookie is not None and _equal(cookie.value, self.cookie):
                return True
        return False

    def knows_page(self, host: str, origins: list[str], secrets_: list[str]) -> bool:
        """Return whether a change is asked for by a page of ours."""
        return origins == [f"http://{host}"] and len(secrets_) == 1 and _equal(secrets_[0], self.page)


def _equal(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode())
