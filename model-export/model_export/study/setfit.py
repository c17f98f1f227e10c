"""SetFit: an encoder fine-tuned on pairs of issues that share a label or do not, and a logistic regression on its
vectors.

After L. Tunstall et al.: Efficient Few-Shot Learning Without Prompts, 2022, https://arxiv.org/abs/2209.11055.
"""

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it

from model_export.model import bert, inference
from model_export.model.tokens import Tokens
from model_export.study.context import Task, texts
from model_export.study.linear import OneEach, Scorer, logistic, outcome
from model_export.study.scoring import Outcome
from model_export.training import trainer

# A pair is two texts, and a head needs few steps.
STEPS_SHARE, RATE_SHARE = 0.5, 0.2


def pairs(truth: np.ndarray, count: int, rng: np.random.Generator) -> list[tuple[int, int, float]]:
    """Returns pairs of issues with 1 if they share a label and 0 otherwise. Half of each kind if there are both."""
    shared = (truth.astype(int) @ truth.astype(int).T) > 0
    upper = np.triu(np.ones_like(shared), 1)
    kinds = [(np.argwhere(shared & upper), 1.0), (np.argwhere(~shared & upper), 0.0)]
    kinds = [(places, goal) for places, goal in kinds if len(places)]
    found = []
    for number in range(count if kinds else 0):
        places, goal = kinds[number % len(kinds)]
        first, second = places[rng.integers(len(places))]
        found.append((int(first), int(second), goal))
    return found


def method(task: Task) -> Outcome:
    return outcome(task, lambda: fit(task))


def fit(task: Task) -> Scorer:
    recipe, device, rng = task.tools.recipe, task.tools.device, task.rng()
    torch.manual_seed(task.seed)
    model = bert.load(str(task.tools.base), device.attention, heads={}, **bert.dropout(recipe.dropout)).to(device.name)
    tokens = Tokens.open(task.tools.base, min(recipe.max_length, model.config.max_position_embeddings))
    rows = tokens.encode(texts(task.train))
    steps = max(1, round(recipe.steps_for(len(rows)) * STEPS_SHARE))
    rate = recipe.learning_rate * RATE_SHARE
    optimizer = torch.optim.AdamW(trainer.Rates(rate, rate).groups(model), fused=True)
    schedule = trainer.Schedule(warmup=0.1)
    asked = pairs(task.truth(), steps * recipe.batch, rng)
    model.train()
    for step in range(steps if asked else 0):
        chosen = asked[step * recipe.batch : (step + 1) * recipe.batch]
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * schedule.factor((step + 1) / steps)
        batch = tokens.pad_rows([rows[place] for pair in chosen for place in pair[:2]]).to(device.name)
        with device.autocast():
            vectors = model.embed(batch)
        goal = torch.tensor([pair[2] for pair in chosen], device=device.name)
        F.mse_loss(F.cosine_similarity(vectors[0::2], vectors[1::2]), goal).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    model.eval()

    def embedded(those: list[str]) -> np.ndarray:
        vectors = inference.over_rows(model.embed, tokens.encode(those), tokens, device)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    head = OneEach(logistic()).fit(embedded(texts(task.train)), task.truth())
    return lambda issues: head.scores(embedded(texts(issues)))
