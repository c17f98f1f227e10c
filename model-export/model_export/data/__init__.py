"""Fetches, cleans and splits issues and commits, and sorts their labels. Runs no model and measures nothing."""
