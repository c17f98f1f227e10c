"""How repositories word the labels of each type. A description follows a colon.

There are two lists, because steps draw by position: a new wording in a list changes what its step draws from the same
    seed.
"""

# The list that `embed` and `nli` draw from.
SYNONYMS = {
    "bug": (
        "bug",
        "bug: Something isn't working",
        "defect",
        "broken behaviour",
        "kind bug: Categorizes issue as related to a bug.",
        "an error, crash or wrong result",
    ),
    "feature": (
        "enhancement",
        "feature request",
        "enhancement: New feature or request",
        "new feature",
        "feature",
        "improvement: Suggestion to improve something",
        "proposal for new functionality",
    ),
    "question": (
        "question",
        "question: Further information is requested",
        "support",
        "help: How to use something",
        "usage question",
        "discussion",
    ),
    "documentation": (
        "documentation",
        "docs",
        "documentation: Improvements or additions to documentation",
        "the documentation is missing or wrong",
    ),
}

# The list that `matcher` draws from. It is spelled as labels are and has the types that only commits name.
SPELLINGS = {
    "bug": (
        "bug", "bug: Something isn't working", "defect", "kind/bug", "Type: Bug", "C-bug", "type:bug", "bug report",
        "regression", "kind/bug: Categorizes issue or PR as related to a bug.", "confirmed bug", "broken behavior",
        "t: bug", "error", "🐛 bug", "issue/bug", "Bug: an error, crash or wrong result", "bugfix", "fix",
    ),
    "feature": (
        "enhancement", "feature request", "enhancement: New feature or request", "new feature", "feature",
        "improvement", "kind/feature", "Type: Enhancement", "C-enhancement", "type:feature", "proposal", "feat",
        "kind/feature: Categorizes issue or PR as related to a new feature.", "✨ enhancement", "request", "idea",
        "improvement: Suggestion to improve something", "t: enhancement", "wish", "proposal for new functionality",
    ),
    "question": (
        "question", "question: Further information is requested", "support", "kind/question", "Type: Question",
        "usage question", "discussion", "help: How to use something", "type:support", "kind/support", "usage",
        "❓ question", "user support", "how to", "t: question", "question: Asks how something is used",
    ),
    "documentation": (
        "documentation", "docs", "documentation: Improvements or additions to documentation", "kind/documentation",
        "Type: Documentation", "C-docs", "area/docs", "doc", "type:docs", "📝 documentation", "t: documentation",
        "documentation: the documentation is missing or wrong", "documentation improvement",
    ),
    "performance": ("performance", "perf", "performance: it is slow or takes too much memory", "I-slow", "speed"),
    "refactoring": ("refactoring", "refactor", "cleanup", "code quality", "technical debt", "tech debt"),
    "tests": ("tests", "test", "testing", "tests: missing or flaky tests", "test suite", "kind/flake"),
    "build": ("build", "ci", "continuous integration", "build and packaging", "build system", "CI: build or release"),
}  # fmt: skip
