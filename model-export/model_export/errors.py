"""The error that a step raises if its input is wrong, in contrast to errors in the program."""


class InputError(Exception):
    """Something is missing, unreadable or contradictory in the input of a step.

    The message says what is wrong, where, and what to do. The command line prints it without a traceback.
    """
