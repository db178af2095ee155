"""Loads modules once, and forks a process for each runner: loading some of them takes longer than most cases do.

    python preloaded.py SOCKET MODULE…      listens
    python -I forked.py SOCKET RUNNER       runs a runner in a process of its own, as if it had been started itself
"""

import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys

MOST_BYTES = 1 << 20


def run(runner, environment, outputs):
    """Becomes the runner."""
    for fd, target in zip(outputs, (1, 2), strict=True):
        os.dup2(fd, target)
        os.close(fd)
    os.environ.clear()
    os.environ.update(environment)
    try:
        runpy.run_path(runner, run_name="__main__")
    except SystemExit:
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    os._exit(0)


def attend(connection):
    """Starts the runner, and ends it where whoever asked has gone."""
    data, outputs, _, _ = socket.recv_fds(connection, MOST_BYTES, 2)
    while not data.endswith(b"\n"):
        data += connection.recv(MOST_BYTES)
    runner = os.fork()
    if runner == 0:
        connection.close()
        run(*json.loads(data), outputs)
    for fd in outputs:
        os.close(fd)
    end = os.pidfd_open(runner)
    select.select([connection, end], [], [])
    # does nothing to what has ended
    os.kill(runner, signal.SIGKILL)
    os.waitpid(runner, 0)


def main(path, *modules):
    for name in modules:
        importlib.import_module(name)
    # those who attend are not waited for
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(64)
        print("ready", flush=True)
        while True:
            connection, _ = server.accept()
            if os.fork() == 0:
                server.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                attend(connection)
                os._exit(0)
            connection.close()


main(*sys.argv[1:])
