"""Make Rasa lighter to serve: no TensorFlow at the start, no work done again for every reply."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Final


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
    """Put the stand-ins where Python looks first; call it before Rasa is imported.

    Only training needs TensorFlow; without it half of the start-up time and 300 MB are saved.
    """
    for name, wanted in STAND_INS.items():
        module = ModuleType(name)
        if wanted:
            setattr(module, wanted, type(wanted, (Unused,), {}))
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent in STAND_INS:
            setattr(sys.modules[parent], child, module)


def check_action_schema_once() -> None:
    """Let Rasa hold answers of actions against a schema that it has read once, not again for each of them.

    Reading it took 40 of the 49 ms of processor time that a reply cost (November 2026). The check stays.
    """
    from jsonschema.validators import validator_for
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def check(_: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = check
