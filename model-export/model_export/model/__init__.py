"""Loads encoders and tokenizers and runs them over texts. Neither trains a model nor writes a bundle."""
