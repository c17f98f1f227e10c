"""Fits the similarity rung's logistic regression on labelled issues of many repositories.

    fit.py sample DATA WORK        draw issues from DATA/*.jsonl.xz into WORK
    (dump the features of each with DumpFeatures, see README.md)
    fit.py fit WORK BUNDLE_JSON    judge by leaving one repository out, fit, write the weights

Needs numpy and scikit-learn. Everything is seeded: the same files give the same weights.
"""

import argparse
import collections
import json
import lzma
import pathlib
import random
import re

import numpy as np
from sklearn.linear_model import LogisticRegression

SEED = 20261123
ISSUES = 70  # a repository, at most
NEGATIVES = 30  # labels an issue does not carry, drawn from its catalog
COMMON = 5  # uses from which a label counts where no catalog is known
NO_BODY = "microsoft/vscode-mssql"
# Kept out of the fit altogether, so that what is measured on it is measured on a stranger.
HELD_OUT = "huggingface/datasets"
PROCESS = re.compile(
    r"^(b|e|p|s|priority|status|lifecycle|triage|needs|size|do-not-merge|cncf-cla|release-note)"
    r"([-/: ]|$)|^(approved|lgtm|duplicate|invalid|wontfix|stale|confirmed|easy|moderate|hard|blocker"
    r"|help wanted|good (first|second) issue|hacktoberfest|metabug|parked|in progress|relnotes"
    r"|final-comment-period|beta-|disposition-|regression-from|ok-to-test|editor ready|pr pending"
    r"|new pr needed|chair action|propose-close|pending-close|on-hold|discuss|has-pr|ready-)",
    re.IGNORECASE,
)


def read_issues(path):
    by_repo = collections.defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            issue = json.loads(line)
            if issue.get("labels") is not None:
                by_repo[issue["repo"]].append(issue)
    return by_repo


def read_catalogs(path):
    catalogs = collections.defaultdict(dict)
    if path.exists():
        for label in json.loads(path.read_text(encoding="utf-8")):
            catalogs[label.get("repo")][label["name"]] = label.get("description") or ""
    return catalogs


def sample(data, work):
    """Draws labelled issues; only labels that say something about the text count as labelled."""
    work.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    for path in sorted(data.glob("*.jsonl.xz")):
        if path.name.startswith("unlabelled"):
            continue
        stem = path.name.removesuffix(".jsonl.xz")
        catalogs = read_catalogs(path.with_name(stem + ".labels.json"))
        for repo, issues in sorted(read_issues(path).items()):
            used = collections.Counter(name for issue in issues for name in issue["labels"])
            catalog = catalogs.get(repo) or {
                name: "" for name, count in used.items() if count >= COMMON
            }
            says = {name for name in catalog if not PROCESS.match(name)}
            labelled = [issue for issue in issues if says & set(issue["labels"])]
            if len(labelled) < 30 or len(says) < 2:
                continue
            rng.shuffle(labelled)
            name = f"{stem}--{repo.replace('/', '--')}"
            (work / f"{name}.labels.json").write_text(
                json.dumps([{"name": n, "description": d} for n, d in sorted(catalog.items())])
            )
            with open(work / f"{name}.issues.jsonl", "w", encoding="utf-8") as out:
                for issue in labelled[:ISSUES]:
                    out.write(json.dumps(issue) + "\n")


class Repository:
    """The features and the truth of one repository's issues."""

    def __init__(self, path):
        self.key = path.name
        self.name = path.name.removesuffix(".features.jsonl").split("--", 1)[1].replace("--", "/")
        labels = json.loads(path.with_name(path.name.replace(".features.jsonl", ".labels.json")).read_text())
        self.labels = [label["name"] for label in labels]
        issues = [json.loads(line) for line in open(path.with_name(path.name.replace(".features.jsonl", ".issues.jsonl")), encoding="utf-8")]
        self.rows = [json.loads(line)["rows"] for line in open(path, encoding="utf-8")]
        self.truth = np.array([[name in issue["labels"] for name in self.labels] for issue in issues])
        self.says = np.array([not PROCESS.match(name) for name in self.labels])

    def matrix(self, names):
        index = {name: i for i, name in enumerate(names)}
        values = np.zeros((len(self.rows), len(self.labels), len(names)), np.float32)
        for i, rows in enumerate(self.rows):
            for j, row in enumerate(rows):
                for name, value in row.items():
                    values[i, j, index[name]] = value
        return values


def train(repositories, values, strength):
    """Logistic regression; each repository weighs alike, drawn negatives stand for all."""
    rng = np.random.default_rng(SEED)
    features, truth, weights = [], [], []
    for repo in repositories:
        negatives = ~repo.truth
        share = min(1.0, NEGATIVES / len(repo.labels))
        kept = repo.truth | (negatives & (rng.random(repo.truth.shape) < share))
        weight = np.where(repo.truth, 1.0, 1.0 / share) / np.sqrt(len(repo.rows))
        features.append(values[repo.key][kept])
        truth.append(repo.truth[kept])
        weights.append(weight[kept])
    x, y, w = np.concatenate(features), np.concatenate(truth), np.concatenate(weights)
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-9] = 1.0
    model = LogisticRegression(C=strength, max_iter=300)
    model.fit((x - mean) / scale, y, sample_weight=w / w.mean())
    coefficients = model.coef_[0] / scale
    return coefficients, model.intercept_[0] - float(coefficients @ mean)


def ranking(scores, truth):
    """Label-ranking average precision and precision at 1 over the issues that carry a label."""
    precisions, firsts = [], []
    for score, carries in zip(scores, truth):
        if carries.any():
            above = score[None, :] >= score[carries][:, None]
            precisions.append(np.mean((above & carries).sum(axis=1) / above.sum(axis=1)))
            firsts.append(carries[np.argmax(score)])
    return float(np.mean(precisions)), float(np.mean(firsts))


def best_f1(probabilities, truth):
    """The threshold whose micro-F1, averaged over the repositories, is best."""
    candidates = np.arange(0.02, 0.8, 0.01)
    means = []
    for threshold in candidates:
        scores = []
        for p, t in zip(probabilities, truth):
            given = p >= threshold
            scores.append(2 * (given & t).sum() / max(1, given.sum() + t.sum()))
        means.append(np.mean(scores))
    best = int(np.argmax(means))
    return float(candidates[best]), float(means[best])


def precision_at(probabilities, truth, threshold):
    given = np.concatenate([(p >= threshold).ravel() for p in probabilities])
    right = np.concatenate([t.ravel() for t in truth])
    return float(right[given].mean()) if given.any() else float("nan"), float(right[given].sum() / right.sum())


def fit(work, bundle, strength):
    repositories = [Repository(path) for path in sorted(work.glob("*.features.jsonl"))]
    names = sorted({name for repo in repositories for rows in repo.rows for row in rows for name in row})
    values = {repo.key: repo.matrix(names) for repo in repositories}
    probabilities, truths, judged = [], [], []
    for repo in repositories:
        others = [o for o in repositories if o.name != repo.name and o.name != HELD_OUT]
        coefficients, intercept = train(others, values, strength)
        scores = values[repo.key] @ coefficients + intercept
        lrap, first = ranking(scores[:, repo.says], repo.truth[:, repo.says])
        lrap_all, first_all = ranking(scores, repo.truth)
        print(f"{repo.name:45s} {len(repo.labels):4d} labels  {lrap:.3f} {first:.3f}   all {lrap_all:.3f} {first_all:.3f}")
        if repo.name != HELD_OUT:
            judged.append((lrap, first))
            probabilities.append(1 / (1 + np.exp(-scores)))
            truths.append(repo.truth)
    lrap, first = np.mean(judged, axis=0)
    threshold, f1 = best_f1(probabilities, truths)
    print(f"mean of {len(judged)}: LRAP {lrap:.3f}, precision at 1 {first:.3f}; micro-F1 {f1:.3f} at {threshold:.2f}")
    for level in (0.4, 0.5, 0.7, 0.9):
        precision, recall = precision_at(probabilities, truths, level)
        print(f"from {level}: precision {precision:.3f}, recall {recall:.3f}")
    tuned = [repo for repo in repositories if repo.name != HELD_OUT]
    coefficients, intercept = train(tuned, values, strength)
    if bundle:
        description = json.loads(bundle.read_text())
        description["similarity"] = {
            "intercept": round(float(intercept), 5),
            "threshold": round(threshold, 2),
            "weights": {n: round(float(c), 5) for n, c in zip(names, coefficients) if abs(c) > 1e-5},
        }
        description["trainingData"] = sorted({f"{repo.name}: {len(repo.rows)} labelled issues (similarity weights only)" for repo in tuned})
        description["metrics"] = {
            "leave-one-repository-out label-ranking average precision": round(float(lrap), 3),
            "leave-one-repository-out precision at 1": round(float(first), 3),
            "leave-one-repository-out micro-F1 at the threshold": round(f1, 3),
            "leave-one-repository-out precision from 0.7": round(precision_at(probabilities, truths, 0.7)[0], 3),
            "leave-one-repository-out precision from 0.4": round(precision_at(probabilities, truths, 0.4)[0], 3),
        }
        bundle.write_text(json.dumps(description, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("sample")
    command.add_argument("data", type=pathlib.Path)
    command.add_argument("work", type=pathlib.Path)
    command = commands.add_parser("fit")
    command.add_argument("work", type=pathlib.Path)
    command.add_argument("bundle", type=pathlib.Path, nargs="?")
    command.add_argument("--strength", type=float, default=0.3, help="inverse of the L2 penalty")
    arguments = parser.parse_args()
    if arguments.command == "sample":
        sample(arguments.data, arguments.work)
    else:
        fit(arguments.work, arguments.bundle, arguments.strength)


if __name__ == "__main__":
    main()
