"""Linear methods over words with one model for each label: Naive Bayes, and TF-IDF with logistic regression."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import spmatrix
from sklearn.base import BaseEstimator, clone
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB

from model_export.study.context import Task, texts, timed
from model_export.study.data import Issue
from model_export.study.scoring import Outcome

Scorer = Callable[[Sequence[Issue]], np.ndarray]


class OneEach:
    """One binary model for each label. If all training issues have a label, or none, that is its constant score."""

    def __init__(self, model: BaseEstimator):
        self.model = model
        self.models: list[BaseEstimator | float] = []

    def fit(self, features: np.ndarray | spmatrix, truth: np.ndarray) -> "OneEach":
        """Fits one model for each label. features: [issues, features]; truth: [issues, labels]."""
        self.models = [
            clone(self.model).fit(features, column) if 0 < column.sum() < len(column) else float(column.mean())
            for column in truth.T
        ]
        return self

    def scores(self, features: np.ndarray | spmatrix) -> np.ndarray:
        """Returns probabilities, [issues, labels]."""
        columns = [
            np.full(features.shape[0], model) if isinstance(model, float) else model.predict_proba(features)[:, 1]
            for model in self.models
        ]
        return np.stack(columns, axis=1)


def logistic() -> LogisticRegression:
    """Returns a logistic regression in which positives and negatives have equal total weights."""
    return LogisticRegression(C=10.0, class_weight="balanced", max_iter=2000)


def outcome(task: Task, fit: Callable[[], Scorer]) -> Outcome:
    """Fits, scores validation and test, and measures the time."""
    scorer, training = timed(fit)
    validation = scorer(task.data.validation)
    test, seconds = timed(lambda: scorer(task.data.test))
    return Outcome(validation, test, training, 1000 * seconds / max(1, len(task.data.test)))


def naive_bayes_scorer(issues: Sequence[Issue], truth: np.ndarray) -> Scorer:
    vectorizer = CountVectorizer(lowercase=True, token_pattern=r"(?u)\b\w+\b")
    model = OneEach(MultinomialNB()).fit(vectorizer.fit_transform(texts(issues)), truth)
    return lambda those: model.scores(vectorizer.transform(texts(those)))


def naive_bayes(task: Task) -> Outcome:
    """Trains Naive Bayes on word counts, with a separate model for each label."""
    return outcome(task, lambda: naive_bayes_scorer(task.train, task.truth()))


def tfidf(task: Task) -> Outcome:
    """Trains a logistic regression on TF-IDF of words and word pairs."""

    def fit() -> Scorer:
        vectorizer = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
        model = OneEach(logistic()).fit(vectorizer.fit_transform(texts(task.train)), task.truth())
        return lambda those: model.scores(vectorizer.transform(texts(those)))

    return outcome(task, fit)
