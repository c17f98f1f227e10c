"""The whole way by the command line: raw issues in, a bundle out that the App would load."""

import json
import random

from model_export import jsonl
from model_export.data.prepared import SPLITS
from model_export.export import bundle

TEXTS = {
    "bug": ("crash on startup", "error in the table view", "broken button on windows", "memory leak"),
    "enhancement": ("add dark mode", "please support linux", "feature request option", "add a button"),
}


def test_from_issues_to_a_bundle(command, tiny_base, tmp_path):
    rng = random.Random(1)
    rows = []
    for number in range(160):
        label = rng.choice(sorted(TEXTS))
        body = f"### Description\n{rng.choice(TEXTS[label])} number {number} {'docs ' * rng.randrange(4)}"
        rows.append({
            "repo": "octo/cat", "number": number, "title": rng.choice(TEXTS[label]), "body": body,
            "labels": [label, "stale"], "created_at": f"2026-01-01T00:{number // 60:02}:{number % 60:02}Z",
        })  # fmt: skip
    # Words, not digits, tell two texts apart for prepare.
    for number, row in enumerate(rows):
        row["body"] += " " + "".join(chr(ord("a") + int(digit)) for digit in str(number))
    jsonl.write(tmp_path / "issues.jsonl", rows)
    settings = tmp_path / "way.toml"
    settings.write_text("""
        [adapt]
        max-length = 32
        learning-rate = 1e-3
        head-steps = 5
        held-out = 0.2
        [finetune]
        max-length = 32
        epochs = 4
        learning-rate = 2e-3
        head-learning-rate = 2e-2
        [export]
        max-length = 32
        base-model = "made by a test"
        base-license = "Apache-2.0"
    """)
    given = ("--settings", settings)

    command("prepare", tmp_path / "issues.jsonl", "--out", tmp_path / "data")
    command("adapt", tmp_path / "data/train.jsonl", "--base", tiny_base, "--out", tmp_path / "adapted", *given)
    command("finetune", tmp_path / "data", "--base", tmp_path / "adapted", "--out", tmp_path / "model", *given)
    command("export", tmp_path / "model", "--out", tmp_path / "bundle", *given)

    manifest = bundle.read(tmp_path / "bundle")
    assert manifest["task"] == "multi-label"
    assert [each["name"] for each in manifest["labels"]] == ["bug", "enhancement"]
    assert manifest["metrics"]["test micro f1"] > 0.6
    # The newest issue of train and validation: every issue of the test is newer.
    split = {name: [row["created_at"] for row in jsonl.read(tmp_path / f"data/{name}.jsonl")] for name in SPLITS}
    assert manifest["trained_until"] == max(*split["train"], *split["validation"]) < min(split["test"])
    lineage = json.loads((tmp_path / "model/metrics.json").read_text())["lineage"]
    assert [step["step"] for step in lineage] == ["adapt"]
    card = (tmp_path / "bundle/MODEL_CARD.md").read_text()
    assert card.index("[adapt]") < card.index("[finetune]")
    assert "octo/cat: " in card
