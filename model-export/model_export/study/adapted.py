"""The encoder adapted to the language of the repository's issues, trained once for a study.

It learns from the training part without its labels and from the unlabeled issues, never from validation or test.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file

from model_export import jsonl, output
from model_export.model import bert
from model_export.model.tokens import Tokens
from model_export.study.context import Task
from model_export.training import adapt


def folder(task: Task) -> Path:
    """Returns the adapted model's folder. Adapts the model if that has not been done."""
    tools = task.tools
    out = tools.work / "adapted"
    if not (out / output.METRICS).is_file():
        tools.work.mkdir(parents=True, exist_ok=True)
        texts = tools.work / "texts.jsonl"
        jsonl.write(texts, ({"text": issue.text} for issue in (*task.data.train, *task.data.unlabeled)))
        adapt.run(
            adapt.AdaptSettings(
                texts=(texts,),
                base=str(tools.base),
                out=out,
                max_length=tools.recipe.max_length,
                epochs=tools.adapt_epochs,
                # A repository has few texts, so whole texts in small batches give enough steps.
                chunk=True,
                batch_tokens=512,
                held_out=0.1,
                device=tools.device.name,
            )
        )
        texts.unlink()
    return out


def losses(work: Path) -> dict[str, list[float]] | None:
    """Returns the loss of a masked token after each epoch on training text, and before and after on held-out text."""
    path = work / "adapted" / output.METRICS
    if not path.is_file():
        return None
    metrics = jsonl.read_json(path)
    return {
        "training": [stage["mlm"] for stage in metrics["history"] if "mlm" in stage],
        "held_out": [metrics[when]["loss"] for when in ("before", "after")],
        "texts": metrics["texts"],
    }


def masked_model(task: Task, dropout: float = 0.0) -> tuple[adapt.MaskedModel, Tokens]:
    """Returns the adapted encoder with its masked-language-model head, in evaluation mode, and its tokenizer.

    dropout: of the encoder in training mode.
    """
    where = folder(task)
    model = adapt.MaskedModel(bert.load(str(where), task.tools.device.attention, **bert.dropout(dropout)))
    model.load_state_dict(load_file(where / adapt.HEAD_FILE), strict=False)
    with torch.no_grad():
        model.to(task.tools.device.name).eval()
    return model, Tokens.open(where, min(task.tools.recipe.max_length, model.config.max_position_embeddings))
