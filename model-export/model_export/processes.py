"""The processes that `accelerate launch` starts to train one model together, for example one for each GPU.

One of them is the main process. It alone evaluates, prints and writes files, while the others wait. A process that was
started in another way, or has not joined the others, is its own main process.
"""

import datetime
import os

from model_export.errors import InputError

# How long the other processes wait while the main process evaluates or writes.
PATIENCE = datetime.timedelta(hours=6)

_joined = False


def join(cpu: bool) -> bool:
    """Joins the other processes if there are any. Returns whether this process computes on the CPU.

    Otherwise "cuda" means this process's own GPU from then on. Raises InputError if accelerate is set up for a kind of
    distribution that the training does not support.
    """
    global _joined
    if int(os.environ.get("WORLD_SIZE", "1")) <= 1:
        return cpu
    # Imported here because most steps need no PyTorch, and its import takes seconds.
    from accelerate import PartialState
    from accelerate.utils import DistributedType

    state = PartialState() if _joined else PartialState(cpu=cpu, timeout=PATIENCE)
    _joined = True
    if state.distributed_type not in (DistributedType.MULTI_CPU, DistributedType.MULTI_GPU):
        way = state.distributed_type.value
        raise InputError(f"accelerate is set up for {way}: start `accelerate launch` with --multi_gpu or --cpu")
    return state.device.type == "cpu"


def is_main() -> bool:
    """Returns whether this process evaluates, prints and writes."""
    if not _joined:
        return True
    from accelerate import PartialState

    return PartialState().is_main_process


def wait() -> None:
    """Waits until all processes have reached this call."""
    if _joined:
        from accelerate import PartialState

        PartialState().wait_for_everyone()
