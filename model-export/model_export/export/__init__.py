"""Converts models to bundles for the App, and ONNX encoders to models. Trains nothing."""
