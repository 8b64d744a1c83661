"""The frames that browser and gateway agreed on."""

from gateway.channels import contract


def test_committed_schema_is_what_the_gateway_speaks() -> None:
    assert contract.SNAPSHOT.read_text() == contract.text(), "run: python -m gateway.channels.contract"
