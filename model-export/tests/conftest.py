"""What the tests of all steps share."""

import pytest
from typer.testing import CliRunner

from model_export.cli import app


@pytest.fixture
def command():
    """Runs `model-export ARGUMENTS`, checks the exit code, and gives what it printed."""

    def run(*arguments, code=0):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="model-export")
        assert result.exit_code == code, result.output
        return result

    return run
