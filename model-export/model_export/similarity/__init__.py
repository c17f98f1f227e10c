"""Fits the weights of the similarity and fusion scorers. The App computes the features; no model runs here."""
