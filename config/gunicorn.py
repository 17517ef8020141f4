"""How gunicorn serves this site: `gunicorn --config python:config.gunicorn config.wsgi`."""

import os
from pathlib import Path

from gunicorn.glogging import Logger
from gunicorn.http import message

from config.logs import MaskingFormatter

# Threads wait for the database and the mail server together; processes share the cores.
workers = min(max(os.cpu_count() or 1, 2), 4)
threads = 8
# One bad setting is then one sentence, not one from each worker.
preload_app = True

# Seconds. A request may wait 30 s for its turn to write and 5 s for the mail server.
timeout = 60
graceful_timeout = 30
keepalive = 5

# Bytes of a request's first line: a question of 10,000 characters is answered in words, in any script (nine bytes for
# one of three). gunicorn lets nobody set more than a bound of its own, or none at all, and then a line that never ends
# would fill the memory.
message.MAX_REQUEST_LINE = limit_request_line = 2**17

# A worker touches a file once a second to show that it lives; on a busy disk that alone could stall it.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# gunicorn believes no proxy: TRUSTED_PROXIES is read by config.proxies, in one place.
forwarded_allow_ips = ""
control_socket_disable = True

loglevel = "warning"


class logger_class(Logger):  # noqa: N801
    """With `--access-logfile -` or without: no line of gunicorn's shows a private address."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(MaskingFormatter())
