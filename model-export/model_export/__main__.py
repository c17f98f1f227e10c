"""Lets ``python -m model_export`` stand for ``model-export``."""

from model_export.cli import main

if __name__ == "__main__":
    main()
