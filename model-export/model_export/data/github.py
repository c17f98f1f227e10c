"""Reads lists from GitHub's REST API, and waits when GitHub asks for it.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api says when to wait, and for how long.
"""

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2

from model_export import __version__
from model_export.errors import InputError

PAGE = 100  # items, the most that GitHub sends
ATTEMPTS = 8  # for one page, before a failure is reported
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between attempts when the server or the network fails
SECONDARY_PAUSE = 60.0  # seconds, when a secondary limit does not say how long; doubled each time
MARGIN = 1.0  # second that GitHub's clock may be behind


class Clock(Protocol):
    """Tells the time and waits. Tests have a clock of their own."""

    def now(self) -> float:
        """Returns the seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Returns after this many seconds."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True)
class Page:
    """One page of a list.

    url: its address.
    items: its content, in GitHub's order.
    next: the address of the next page. None for the last page.
    last: the number of the last page, if GitHub tells.
    """

    url: str
    items: list[dict[str, Any]]
    next: str | None
    last: int | None


@dataclass
class GitHub:
    """Reads pages from one API. Not safe for several threads.

    api_url: https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server.
    token: sent to that address only.
    tell: is called with the reason of each wait.
    """

    api_url: str
    token: str | None = field(default=None, repr=False)
    clock: Clock = field(default_factory=SystemClock)
    tell: Callable[[str], None] = print
    transport: httpx2.BaseTransport | None = None

    def __post_init__(self) -> None:
        headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": f"issue-tagger-model-export/{__version__}",
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        self._origin = _origin(httpx2.URL(self.api_url))
        self._free_at = 0.0  # when the primary limit lets the next request through
        # Redirects, for example of renamed repositories, lose the token if they lead to another host.
        self._client = httpx2.Client(headers=headers, transport=self.transport, timeout=30, follow_redirects=True)

    def __enter__(self) -> "GitHub":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def url(self, path: str, **parameters: str | int) -> str:
        """Returns the address of a list's first page."""
        return str(httpx2.URL(self.api_url.rstrip("/") + path, params={"per_page": PAGE, **parameters}))

    def pages(self, url: str) -> Iterator[Page]:
        """Yields the page at this address and those after it."""
        following: str | None = url
        while following:
            page = self.page(following)
            yield page
            following = page.next

    def page(self, url: str) -> Page:
        """Returns one page as soon as GitHub sends it. Raises InputError if GitHub never will."""
        if _origin(httpx2.URL(url)) != self._origin:
            raise InputError(f"GitHub pointed to another host than {self.api_url}: is --api-url the right address?")
        pause, secondary = FIRST_PAUSE, SECONDARY_PAUSE
        problem = ""
        for _ in range(ATTEMPTS):
            self._wait_until(self._free_at, "the rate limit")
            try:
                response = self._client.get(url)
                if response.is_success:
                    page = _parse(url, response)
                    self._remember_limit(response)
                    return page
            except (httpx2.TransportError, httpx2.DecodingError, ValueError) as failure:
                problem = f"{type(failure).__name__}: {failure}"
            else:
                if (until := self._limited_until(response)) is not None:
                    self._free_at = until
                    problem = f"{response.status_code}, rate limit"
                    continue
                if _is_secondary(response):
                    problem = f"{response.status_code}, secondary rate limit"
                    self._wait_until(self.clock.now() + secondary, "a secondary rate limit")
                    secondary *= 2
                    continue
                if response.status_code < 500:
                    raise InputError(self._refusal(response))
                problem = str(response.status_code)
            self._wait_until(self.clock.now() + pause, f"another attempt ({problem})")
            pause = min(2 * pause, LONGEST_PAUSE)
        raise InputError(
            f"GitHub did not answer after {ATTEMPTS} attempts ({problem}): run the same command again later"
        )

    def _wait_until(self, when: float, what: str) -> None:
        seconds = when - self.clock.now()
        if seconds > 0:
            if seconds >= 10:
                at = datetime.datetime.fromtimestamp(when).astimezone()
                hint = "" if self.token else "; GITHUB_TOKEN raises it" if "rate limit" in what else ""
                self.tell(f"waiting until {at:%H:%M:%S} for {what}{hint}")
            self.clock.sleep(seconds)

    def _remember_limit(self, response: httpx2.Response) -> None:
        """Makes the next request wait if the response used up the limit of this hour."""
        if response.headers.get("x-ratelimit-remaining") == "0":
            self._free_at = _number(response, "x-ratelimit-reset", 0.0) + MARGIN

    def _limited_until(self, response: httpx2.Response) -> float | None:
        """Returns when to ask again, if the response says so."""
        if response.status_code not in (403, 429, 503):
            return None
        now = self.clock.now()
        if "retry-after" in response.headers:
            return now + _number(response, "retry-after", SECONDARY_PAUSE)
        if response.headers.get("x-ratelimit-remaining") == "0":
            return max(now, _number(response, "x-ratelimit-reset", now + SECONDARY_PAUSE)) + MARGIN
        return None

    def _refusal(self, response: httpx2.Response) -> str:
        match response.status_code:
            case 401:
                return "GitHub refuses GITHUB_TOKEN (401): it is wrong or has expired"
            case 404:
                seen = "this token may not read it" if self.token else "it is private: set GITHUB_TOKEN"
                return f"{self.api_url} has no such repository, or {seen} (404)"
            case 403:
                return f"GitHub forbids it (403): {_message(response)}"
            case 410:
                return "the repository has its issues switched off (410)"
            case status:
                return f"GitHub answers {status}: {_message(response)}"


def _parse(url: str, response: httpx2.Response) -> Page:
    items = response.json()
    if not isinstance(items, list):
        raise ValueError("the answer is not a list")
    links = response.links
    last = httpx2.URL(links["last"]["url"]).params.get("page", "") if "last" in links else ""
    return Page(url, items, links.get("next", {}).get("url"), int(last) if last.isdigit() else None)


def _is_secondary(response: httpx2.Response) -> bool:
    return response.status_code == 429 or (
        response.status_code == 403 and "secondary rate limit" in _message(response).lower()
    )


def _message(response: httpx2.Response) -> str:
    try:
        return str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        return response.reason_phrase


def _number(response: httpx2.Response, header: str, otherwise: float) -> float:
    try:
        return float(response.headers[header])
    except (KeyError, ValueError):
        return otherwise


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
