"""The file outputs.json of a model's folder, which says how the outputs become probabilities (see `export`)."""

from typing import Any

OUTPUTS = "outputs.json"


def label(name: str, threshold: float = 0.5, slope: float = 1.0, intercept: float = 0.0) -> dict[str, Any]:
    """Returns a label as outputs.json and bundle.json describe it.

    threshold: the probability from which the label is given.
    slope, intercept: Platt's parameters from the logit to the log-odds of the probability.
    """
    return {"name": name, "threshold": threshold, "calibration": {"slope": slope, "intercept": intercept}}
