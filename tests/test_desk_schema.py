"""The API against its own OpenAPI document: whatever may be asked is answered as it says."""

import hypothesis
import pytest
import schemathesis
from schemathesis import checks
from served import served

import dateline

EXAMPLES = 12
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
"""What is held; that every well-formed value has a meaning is not: no schema knows a date from 2025-02-30."""
TOKEN = "a token that is long enough"  # noqa: S105 - a token for a test


@pytest.fixture(scope="module")
def desk(tmp_path_factory, examples):
    """The application of a desk that may be written to, and its address."""
    place = tmp_path_factory.mktemp("schema") / "desk.db"
    with dateline.Ledger(place) as ledger:
        for one in examples[:5]:
            ledger.add(one)
    with served(place, write=True, token=TOKEN) as running:
        yield running


@pytest.mark.parametrize("token", [None, TOKEN], ids=["without a token", "with the token"])
def test_every_operation_keeps_its_word(desk, token):
    """Statuses, media types and bodies are those that the document names; nothing is the server's fault."""
    app, address = desk
    headers = {"authorization": f"Bearer {token}"} if token else {}
    told = [found.ok() for found in schemathesis.openapi.from_dict(app.openapi()).get_all_operations()]
    assert len(told) >= 12
    for operation in told:
        if token is None or operation.method == "post":
            keeps_its_word(operation, address, headers)


def keeps_its_word(operation, address, headers):
    """Ask ``operation`` what its document allows, and hold the answers to it."""

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def asked(case):
        case.call_and_validate(base_url=address, headers=headers, checks=CHECKS)

    asked()
