"""What a step raises when it cannot do what it was asked, as opposed to when it is wrong itself."""


class InputError(Exception):
    """Something is missing, unreadable or contradictory in what a step was given.

    The message says what, where, and what to do; the command line prints it without a traceback.
    """
