"""Trains, exports and opens the matcher, one network that reads an issue and all candidate labels in one pass."""
