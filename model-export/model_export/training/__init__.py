"""Trains, merges and calibrates models. Neither writes bundles nor measures predictions of the App."""
