"""What a commit's message says of itself."""

import pytest

from model_export.data import subjects


@pytest.mark.parametrize(
    ("subject", "kind", "topics", "title"),
    [
        # Conventional commits
        ("fix: handle empty input", "bug", [], "Handle empty input"),
        ("fix(parser): handle empty input", "bug", ["parser"], "Handle empty input"),
        ("feat(parser)!: drop old syntax", "feature", ["parser"], "Drop old syntax"),
        ("feat!: drop old syntax", "feature", [], "Drop old syntax"),
        ("feat(core-flows, types): add prices", "feature", ["core-flows", "types"], "Add prices"),
        ("Fix(Parser): handle empty input", "bug", ["Parser"], "Handle empty input"),
        ("fix($compile): bind once", "bug", ["$compile"], "Bind once"),
        ("feat(@angular/cli): add option", "feature", ["@angular/cli"], "Add option"),
        ("chore(parser): tidy", None, ["parser"], "Tidy"),
        ("style(ui): align", None, ["ui"], "Align"),
        # Areas
        ("parser: handle empty input", None, ["parser"], "Handle empty input"),
        ("net/http: close idle connections", None, ["net/http"], "Close idle connections"),
        ("cmd/go, runtime: avoid a copy", None, ["cmd/go", "runtime"], "Avoid a copy"),
        ("Spark 3.5: read views", None, ["Spark 3.5"], "Read views"),
        ("trace viewer: show the cause", None, ["trace viewer"], "Show the cause"),
        ("README.md: explain", None, ["README.md"], "Explain"),
        ("Button(a11y): name it", None, ["Button", "a11y"], "Name it"),
        ("http: fix a leak", None, ["http"], "Fix a leak"),
        ("C#: read spans", None, ["C#"], "Read spans"),
        ("数据库: 修复连接", None, ["数据库"], "修复连接"),
        # Brackets
        ("[Python] Read dates", None, ["Python"], "Read dates"),
        ("[Python]: Read dates", None, ["Python"], "Read dates"),
        ("[C++][Parquet] Read dates", None, ["C++", "Parquet"], "Read dates"),
        ("[fix][broker] Read dates", "bug", ["broker"], "Read dates"),
        ("[fix](planner) Read dates", "bug", ["planner"], "Read dates"),
        ("[R] Read dates", None, ["R"], "Read dates"),
        ("[Docs] Explain dates", "documentation", [], "Explain dates"),
        ("[naga wgsl-in] Read dates", None, ["naga wgsl-in"], "Read dates"),
        # Types before and after areas
        ("ENH: linalg: add solve", "feature", ["linalg"], "Add solve"),
        ("linalg: fix: wrong sign", "bug", ["linalg"], "Wrong sign"),
        ("fix: [parser][scanner] wrong sign", "bug", ["parser", "scanner"], "Wrong sign"),
        ("fix: [parser] wrong sign", "bug", ["parser"], "Wrong sign"),
        ("BUG/TST: wrong sign", "bug", [], "Wrong sign"),
        ("parser: scanner: wrong sign", None, ["parser"], "Scanner: wrong sign"),
        # Marks around it
        ("ARROW-1234: [Rust] Read dates (#567)", None, ["Rust"], "Read dates"),
        ("GH-12: [Rust] Read dates", None, ["Rust"], "Read dates"),
        (":bug: fix(parser): wrong sign (fixes #7)", "bug", ["parser"], "Wrong sign"),
        ("🐛 fix(parser): wrong sign (#7) (#8)", "bug", ["parser"], "Wrong sign"),
        ("fix(parser) : wrong sign", "bug", ["parser"], "Wrong sign"),
        # No topics
        ("Handle empty input", None, [], "Handle empty input"),
        ("See https://example.com/a: it moved", None, [], "See https://example.com/a: it moved"),
        ("https://example.com is down", None, [], "Https://example.com is down"),
        ("12:30: start earlier", None, [], "12:30: start earlier"),
        ("C: is a drive", None, [], "C: is a drive"),
        ("C:\\temp is a folder", None, [], "C:\\temp is a folder"),
        ("note: this moves", None, [], "Note: this moves"),
        ("Fix a bug in the parser: it hung", None, [], "Fix a bug in the parser: it hung"),
        ("This is broken: repair", None, [], "This is broken: repair"),
        ("a::b: resolve", None, [], "A::b: resolve"),
        ("1.2: a number", None, [], "1.2: a number"),
        ("chore: tidy", None, [], "Tidy"),
        ("fix(deps): drop left-pad", None, None, None),
        ("fix(#123): wrong sign", "bug", [], "Wrong sign"),
        ("fix(ABC-123): wrong sign", "bug", [], "Wrong sign"),
        ("UTF-8: decode", None, ["UTF-8"], "Decode"),
        ("", None, [], ""),
        (",: what", None, [], ",: what"),
        ("[,] what", None, [], "[,] what"),
        # Upkeep, not work
        ("wip: parser", None, None, None),
        ("WIP parser: x", None, None, None),
        ("[WIP] parser: x", None, None, None),
        ("fixup! fix(parser): x", None, None, None),
        ("squash! parser: x", None, None, None),
        ("release: 1.2.3", None, None, None),
        ("chore(release): 1.2.3", None, None, None),
        ("bump: x", None, None, None),
        ("merge: main", None, None, None),
        ("revert: fix(parser): x", None, None, None),
        ("[release] 1.2.3", None, None, None),
        ("build: v1.2.3", None, None, None),
        ("build: bump version to 3", None, None, None),
        ("docker: update alpine to 3.19", None, None, None),
        ("docs: prepare for the next release", None, None, None),
        # Near misses of upkeep
        ("mutex: release lock before waiting", None, ["mutex"], "Release lock before waiting"),
        ("picker: bump maximum date", None, ["picker"], "Bump maximum date"),
    ],
)
def test_reads_a_subject(subject, kind, topics, title):
    found = subjects.read(subject)
    if topics is None:
        assert found is None
    else:
        assert (found.kind, list(found.topics), found.title) == (kind, topics, title)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("fix", "bug"), ("Bugfix", "bug"), ("BUG", "bug"), ("feat", "feature"), ("Feature", "feature"),
        ("ENH", "feature"), ("docs", "documentation"), ("DOC", "documentation"), ("perf", "performance"),
        ("refactor", "refactoring"), ("MAINT", "refactoring"), ("test", "tests"), ("TST", "tests"), ("build", "build"),
        ("ci", "build"), ("BLD", "build"), ("chore", None), ("parser", None),
    ],
)  # fmt: skip
def test_knows_the_spellings_of_types(word, kind):
    assert subjects.type_of(word) == kind


def test_keeps_what_stood_before_the_title_for_topics_that_turn_out_to_be_none():
    assert subjects.read("fix: TypeError: x is undefined").whole == "TypeError: x is undefined"


@pytest.mark.parametrize(
    "line",
    [
        "Signed-off-by: A B <a@example.com>",
        "Co-authored-by: A B <a@example.com>",
        "Co-Authored-By: A B <a@example.com>",
        "Reviewed-on: https://example.com/1",
        "Change-Id: I0123456789abcdef",
        "Fixes: 0123456789ab (\"parser: read\")",
        "Fixes: #12",
        "Fixes #12.",
        "Closes #12, #13",
        "Closes owner/name#12",
        "Refs: #12",
        "Issue: ABC-12",
        "See https://example.com/1",
        "git-svn-id: https://example.com@12 0123",
        "(cherry picked from commit 0123456789abcdef)",
        "TryBot-Result: Go Bot",
        "[skip ci]",
    ],
)  # fmt: skip
def test_cuts_trailers(line):
    assert subjects.body_text(f"It hung.\n\n{line}\n\nIt waits now.\n{line}\n") == "It hung.\n\nIt waits now."


@pytest.mark.parametrize(
    "line",
    [
        "Issue: it hangs when empty",
        "The fix for #12 was wrong",
        "Example: a",
        "See the guide for more",
        "* fix: a typo",
    ],
)
def test_keeps_sentences_that_only_look_like_trailers(line):
    assert subjects.body_text(f"It hung.\n{line}") == f"It hung.\n{line}"


def test_cuts_lines_that_go_on_with_a_trailer():
    assert subjects.body_text("It hung.\n\nFixes: 0123456789ab\n  (a long subject)\nMore") == "It hung.\n\nMore"


def test_cuts_addresses_of_people():
    assert subjects.body_text("0123abc A B <a@example.com> Read `Vec<String>`") == "0123abc A B Read `Vec<String>`"


def test_takes_the_most_frequent_of_spellings_that_differ_in_case():
    assert subjects.spelled_alike(["UI", "ui", "ui", "Api", "api"]) == {
        "UI": "ui",
        "ui": "ui",
        "Api": "Api",
        "api": "Api",
    }
