"""Measures predictions against true labels and writes reports. Runs no model."""
