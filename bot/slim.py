"""Leave out of serving what only training needs: TensorFlow, and with it half of the start-up time and 350 MB."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final


class Unused:
    """Stands in for a class that Rasa names while it is imported and that our pipeline never makes."""


# Rasa imports TensorFlow for two parent classes even when no component uses it, and the checker of training
# data because a trained model names it. Whatever else is asked of these modules fails at once with an
# AttributeError: a pipeline that needs TensorFlow cannot start by accident, it must drop this module.
STAND_INS: Final = {
    "tensorflow": None,
    "tensorflow.keras": None,
    "tensorflow.keras.callbacks": "Callback",
    "tensorflow.keras.utils": "Sequence",
    "rasa.graph_components.validators.default_recipe_validator": "DefaultV1RecipeValidator",
}


def leave_out_tensorflow() -> None:
    """Put the stand-ins where Python looks first; call it before Rasa is imported."""
    for name, wanted in STAND_INS.items():
        module = ModuleType(name)
        if wanted:
            setattr(module, wanted, type(wanted, (Unused,), {}))
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent in STAND_INS:
            setattr(sys.modules[parent], child, module)
