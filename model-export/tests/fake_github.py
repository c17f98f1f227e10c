"""A GitHub of issues and labels in memory, and a clock that only moves when somebody sleeps."""

import httpx2


class FakeClock:
    """Starts at a fixed second; remembers how long was slept."""

    def __init__(self):
        self.time = 1_800_000_000.0
        self.slept = []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds


class FakeGitHub(httpx2.BaseTransport):
    """Lists octo/cat's issues, oldest first, and its labels.

    answers holds what to answer instead, in the order of the requests: a Response, an exception, or None for the list.
    """

    def __init__(self, clock, issues=0, labels=()):
        self.clock = clock
        self.issues = [issue(number) for number in range(1, issues + 1)]
        self.labels = list(labels)
        self.answers = []
        self.requests = []
        self.headers = {}

    def handle_request(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return answer or self.listed(request)

    def listed(self, request):
        path = request.url.path.removeprefix("/api/v3")
        lists = {"/repos/octo/cat/issues": self.issues, "/repos/octo/cat/labels": self.labels}
        if path not in lists:
            return httpx2.Response(404, json={"message": "Not Found"})
        parameters = request.url.params
        if path.endswith("/issues"):
            assert dict(parameters).items() >= {"state": "all", "sort": "created", "direction": "asc"}.items()
        size, number = int(parameters["per_page"]), int(parameters.get("page", 1))
        pages = [lists[path][i : i + size] for i in range(0, len(lists[path]), size)]
        headers = dict(self.headers)
        if number < len(pages):
            following, last = (request.url.copy_set_param("page", n) for n in (number + 1, len(pages)))
            headers["link"] = f'<{following}>; rel="next", <{last}>; rel="last"'
        return httpx2.Response(200, json=pages[number - 1] if number <= len(pages) else [], headers=headers)

    def pages_asked(self):
        """The numbers of the pages of issues that were asked for."""
        return [int(r.url.params.get("page", 1)) for r in self.requests if r.url.path.endswith("/issues")]


def issue(number, **changes):
    """An issue as GitHub describes it, as far as anybody reads it."""
    return {
        "number": number,
        "title": f"Issue {number}",
        "body": f"Body {number}",
        "user": {"login": "mona"},
        "labels": [{"name": "bug", "color": "ffffff"}],
        "created_at": f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}Z",
        **changes,
    }
