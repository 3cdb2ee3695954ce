"""A small load generator: `python -m benchmarks.load PORT PATH SECONDS CONNECTIONS` prints pages per second and how many.

Keep-alive connections, each with one request in flight; no parsing after the first answer, so that the client stays
cheaper than what it measures.
"""

import socket
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack

ANSWER = b"HTTP/1.1 200"


def connect(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def request(path: str) -> bytes:
    lines = (
        f"GET {path} HTTP/1.1",
        "Host: localhost",
        "Accept-Encoding: gzip, deflate, br",
        "Accept: text/html",
        "",
        "",
    )
    return "\r\n".join(lines).encode()


def length_of_answer(client: socket.socket, asked: bytes) -> int:
    """Bytes of one whole answer, head and body."""
    client.sendall(asked)
    received = b""
    while b"\r\n\r\n" not in received:
        received += client.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    remaining = length - len(body)
    while remaining:
        remaining -= len(client.recv(remaining))
    return len(head) + 4 + length


def receive(client: socket.socket, buffer: memoryview) -> None:
    received = 0
    while received < len(buffer):
        count = client.recv_into(buffer[received:])
        if not count:
            raise ConnectionError("the server closed the connection")
        received += count
    if bytes(buffer[: len(ANSWER)]) != ANSWER:
        raise ConnectionError(bytes(buffer[:80]))


def measure(port: int, path: str, seconds: float, connections: int) -> tuple[float, int]:
    """Pages per second, and how many there were."""
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(port)) for _number in range(connections)]
        return _measure(clients, request(path), seconds)


def _measure(clients: Sequence[socket.socket], asked: bytes, seconds: float) -> tuple[float, int]:
    buffer = memoryview(bytearray(max(length_of_answer(client, asked) for client in clients)))
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        for client in clients:
            client.sendall(asked)
        for client in clients:
            receive(client, buffer)
        count += len(clients)
    return count / (time.perf_counter() - begin), count


if __name__ == "__main__":
    print(*measure(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
