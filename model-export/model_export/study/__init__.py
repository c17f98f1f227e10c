"""The study: how far each way to label issues gets with 8, 16, 32, … labelled issues of one repository."""
