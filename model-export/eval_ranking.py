"""Ranks quality of predictions: label-ranking average precision and precision at 1.

    eval_ranking.py LABELLED_ISSUES PREDICTIONS [--without NAME ...]

Reads issues with their true labels (JSON lines, .xz too) and what `issue-tagger predict` wrote, and
counts only issues that carry at least one label of the catalog. Needs only Python.
"""

import argparse
import json
import lzma


def lines(path):
    opened = lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(path, encoding="utf-8")
    with opened as handle:
        for line in handle:
            yield json.loads(line)


def average_precision(scores, truth):
    """Mean over the true labels of: share of true labels among those scored as high or higher."""
    total = 0.0
    for label in truth:
        above = [name for name in scores if scores[name] >= scores[label]]
        total += sum(name in truth for name in above) / len(above)
    return total / len(truth)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("issues")
    parser.add_argument("predictions")
    parser.add_argument("--without", nargs="*", default=[], help="labels to leave out, such as process labels")
    arguments = parser.parse_args()
    truths = {(issue["repo"], issue["number"]): set(issue["labels"]) for issue in lines(arguments.issues)}
    precisions, firsts, given, right, wanted = [], 0, 0, 0, 0
    for prediction in lines(arguments.predictions):
        scores = {n: s for n, s in prediction["scores"].items() if n not in arguments.without}
        truth = truths.get((prediction["repo"], prediction["number"]), set()) & set(scores)
        if not truth:
            continue
        precisions.append(average_precision(scores, truth))
        firsts += max(scores, key=scores.get) in truth
        labels = set(prediction["labels"]) & set(scores)
        given, right, wanted = given + len(labels), right + len(labels & truth), wanted + len(truth)
    count = len(precisions)
    print(f"issues {count}, label-ranking average precision {sum(precisions) / count:.3f}, precision at 1 {firsts / count:.3f}")
    print(f"labels given: micro-F1 {2 * right / max(1, given + wanted):.3f}, precision {right / max(1, given):.3f}, recall {right / wanted:.3f}")


if __name__ == "__main__":
    main()
