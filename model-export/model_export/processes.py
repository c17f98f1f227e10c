"""The processes that `accelerate launch` starts to train one model together, such as one a GPU.

One of them is the main one: it alone evaluates, prints, and writes files, while the others wait. A process that was
not started so, or has not joined the others, is alone and the main one.
"""

import datetime
import os

from model_export.errors import InputError

# How long the others wait while the main process evaluates or writes.
PATIENCE = datetime.timedelta(hours=6)

_joined = False


def join(cpu: bool) -> bool:
    """Meets the other processes where there are any, and says whether this one is to compute on the CPU.

    Elsewhere "cuda" is this process's own GPU from then on. Raises InputError where accelerate is set up to distribute
    in a way that the training does not know.
    """
    global _joined
    if int(os.environ.get("WORLD_SIZE", "1")) <= 1:
        return cpu
    # Only here, because most steps need no PyTorch, and its import takes seconds.
    from accelerate import PartialState
    from accelerate.utils import DistributedType

    state = PartialState() if _joined else PartialState(cpu=cpu, timeout=PATIENCE)
    _joined = True
    if state.distributed_type not in (DistributedType.MULTI_CPU, DistributedType.MULTI_GPU):
        way = state.distributed_type.value
        raise InputError(f"accelerate is set up for {way}: start `accelerate launch` with --multi_gpu or --cpu")
    return state.device.type == "cpu"


def is_main() -> bool:
    """Whether this is the process that evaluates, prints, and writes."""
    if not _joined:
        return True
    from accelerate import PartialState

    return PartialState().is_main_process


def wait() -> None:
    """Goes on once all processes have come here."""
    if _joined:
        from accelerate import PartialState

        PartialState().wait_for_everyone()
