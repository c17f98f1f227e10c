"""The weights of the similarity rung: which issues they are fitted on, and the fit."""
