"""A desk that is served for real, on a free port of this machine, while a test runs."""

import socket
import threading
from contextlib import contextmanager

import uvicorn

from dateline.serve.application import application
from dateline.serve.settings import Settings


@contextmanager
def served(place, **settings):
    """The application and the address of a desk over the ledger at ``place``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = application(Settings(place, port=port, **settings))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.05)
    try:
        yield app, f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
