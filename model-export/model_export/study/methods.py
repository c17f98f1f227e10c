"""The methods by name."""

from collections.abc import Callable
from dataclasses import dataclass

from model_export.study import (
    ablation,
    augment,
    cascade,
    finetune,
    linear,
    lookup,
    pet,
    selftraining,
    setfit,
    uda,
    zeroshot,
)
from model_export.study.context import Task
from model_export.study.scoring import Outcome


@dataclass(frozen=True)
class Method:
    """A method to label issues.

    family: methods of one family share a color.
    learns: whether its scores depend on the slice and the seed. If not, one computation serves all rows.
    needs: the name of a field of Tools that must not be None.
    """

    family: str
    run: Callable[[Task], Outcome]
    learns: bool = True
    needs: str | None = None


def _augmented() -> dict[str, Method]:
    needs = {"back-translation": "translator"}
    return {
        f"{base}+{way}": Method(family, on(way), needs=needs.get(way))
        for base, family, on in (
            ("naive-bayes", "Naive Bayes", augment.on_naive_bayes),
            ("finetune", "Fine-tuning", augment.on_finetuning),
        )
        for way in augment.WAYS
    }


def _ablations() -> dict[str, Method]:
    """Returns semi-supervised methods under other conditions. They only run with `--long-steps`."""
    return {
        f"{name}+{variant}": Method("Semi-supervised", changed(run), needs="long_steps")
        for name, run in (("uda", uda.method), ("self-training", selftraining.method))
        for variant, changed in ablation.VARIANTS.items()
    }


METHODS: dict[str, Method] = (
    {
        "naive-bayes": Method("Naive Bayes", linear.naive_bayes),
        "tfidf-lr": Method("TF-IDF", linear.tfidf),
        "zero-shot-mask": Method("Zero-shot", zeroshot.mask, learns=False),
        "zero-shot-nli": Method("Zero-shot", zeroshot.nli, learns=False, needs="nli"),
        "zero-shot-matcher": Method("Zero-shot", zeroshot.matcher, learns=False, needs="matcher"),
        "lookup": Method("Look-up", lookup.method),
        "finetune-base": Method("Fine-tuning", finetune.of_base),
        "finetune-adapted": Method("Fine-tuning", finetune.of_adapted),
        "uda": Method("Semi-supervised", uda.method),
        "self-training": Method("Semi-supervised", selftraining.method),
        "pet": Method("Prompting", pet.method),
        "pet-distilled": Method("Prompting", pet.distilled),
        "setfit": Method("SetFit", setfit.method),
        "ladder": Method("Issue Tagger", cascade.method, needs="app"),
    }
    | _augmented()
    | _ablations()
)
