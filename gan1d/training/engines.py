"""Which trainer a run gets: the knob `engine`."""

from pkgutil import resolve_name

from gan1d.settings import Settings
from gan1d.training.trainer import Trainer

# By name, because PyTorch takes longer to load than all the rest: only its runs load it.
ENGINES = {
    "numpy": "gan1d.training.by_hand:FastTrainer",
    "torch": "gan1d.training.by_autograd:AutogradTrainer",
}


def trainer_for(settings: Settings) -> Trainer:
    """Return a new trainer with the engine of these settings; nothing is trained yet."""
    trainer: Trainer = resolve_name(ENGINES[settings.engine])(settings)
    return trainer
