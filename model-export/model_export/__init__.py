"""Fetches issues, trains and measures the models that Issue Tagger labels issues with, and exports them to ONNX."""

__version__ = "0.1.0"
