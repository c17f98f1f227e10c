"""What the steps of a model's making say of the repositories that it has seen."""

import pytest

from model_export.data import repositories
from model_export.errors import InputError
from model_export.export import bundle
from model_export.training import lineage

EARLY, LATE = "2024-01-01T00:00:00Z", "2024-03-01T00:00:00Z"


def step(name="finetune", **told):
    return {"step": name, **told}


class TestSeen:
    def test_names_each_repository_with_its_newest_issue(self):
        issues = [("octo/dog", EARLY), ("octo/cat", "2024-03-01T02:00:00+02:00"), ("octo/cat", EARLY)]
        assert lineage.seen(issues) == [{"repo": "octo/cat", "until": LATE}, {"repo": "octo/dog", "until": EARLY}]

    def test_does_not_say_until_when_where_one_issue_has_no_date(self):
        assert lineage.seen([("octo/cat", EARLY), ("octo/cat", None)]) == [{"repo": "octo/cat"}]

    def test_takes_the_dates_of_issues_from_their_repository(self):
        found = repositories.Repository("octo/cat", ["a", "b"], [], [], frozenset(), {}, {}, [EARLY, LATE])
        undated = repositories.Repository("octo/dog", ["a"], [], [], frozenset(), {}, {})
        assert lineage.seen(repositories.dated([found, undated])) == [
            {"repo": "octo/cat", "until": LATE},
            {"repo": "octo/dog"},
        ]


class TestTrainedRepositories:
    def test_are_those_of_all_steps_that_saw_labels(self):
        steps = [
            step("adapt", data=["octo/words: 12 labelled issues"]),
            step("embed", trained_repositories=[{"repo": "octo/cat", "until": EARLY}]),
            step("ngrams", trained_repositories=[{"repo": "Octo/Cat", "until": LATE}, {"repo": "octo/ant"}]),
        ]
        assert lineage.trained_repositories(steps) == [{"repo": "octo/ant"}, {"repo": "octo/cat", "until": LATE}]

    def test_are_seen_as_a_whole_where_one_step_has_no_date(self):
        steps = [
            step("embed", trained_repositories=[{"repo": "octo/cat"}]),
            step("ngrams", trained_repositories=[{"repo": "octo/cat", "until": LATE}]),
        ]
        assert lineage.trained_repositories(steps) == [{"repo": "octo/cat"}]

    def test_are_read_from_the_data_of_steps_that_do_not_name_them(self):
        data = ["octo/cat: 1,280 labelled issues", "pairs.jsonl.xz: human NLI pairs", "prepared: 9 labelled issues"]
        assert lineage.trained_repositories([step("nli", data=data)]) == [{"repo": "octo/cat"}]

    def test_are_none_of_a_model_from_elsewhere(self):
        assert lineage.trained_repositories([]) == []


class TestABundle:
    def problems(self, repositories):
        with pytest.raises(InputError) as refused:
            bundle.check({"trained_repositories": repositories})
        return [line for line in str(refused.value).splitlines() if "trained_repositories" in line]

    def test_may_name_repositories_with_and_without_a_date(self):
        assert self.problems([{"repo": "octo/cat", "until": EARLY}, {"repo": "octo/dog.js"}]) == []

    @pytest.mark.parametrize(
        ("wrong", "problem"),
        [
            ("octo/cat", "must be a list of"),
            (["octo/cat"], "must be a list of"),
            ([{"repo": "cat"}], "needs a 'repo' such as owner/name, but one has 'cat'"),
            ([{"until": EARLY}], "needs a 'repo' such as owner/name, but one has None"),
            ([{"repo": "octo/cat"}, {"repo": "Octo/cat"}], "names Octo/cat twice"),
            ([{"repo": "octo/cat", "until": "May"}], "'until' must be an instant such as 2024-05-01T12:00:00Z"),
            ([{"repo": "octo/cat", "until": None}], "'until' must be an instant such as 2024-05-01T12:00:00Z"),
        ],
    )
    def test_says_what_is_wrong_with_them(self, wrong, problem):
        (line,) = self.problems(wrong)
        assert problem in line
