import logging
import os
from collections import defaultdict, deque
from itertools import islice
from threading import Lock, Thread

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend

logger = logging.getLogger(__name__)

# Of each kind of task in this process, by its name: the one at hand, and behind it those that wait for their turn.
_lines, _lock = defaultdict(deque), Lock()
# A process that was forked has none of the threads that work on them.
os.register_at_fork(after_in_child=_lines.clear)


class ThreadBackend(ImmediateBackend):
    """Runs tasks in threads of this process; what must not be lost when it ends is a row that tells of it.

    Those of one kind run one after another: each holds a connection to the database, and requests need theirs. They
    wait for no other kind, so that a storage that hangs keeps no mail back.
    """

    def _execute_task(self, task_result):
        line = _lines[task_result.task.module_path]
        with _lock:
            # One that has not begun will see all that was committed by now.
            if any(_is_same(task_result, waiting) for waiting in islice(line, 1, None)):
                return
            line.append(task_result)
            if len(line) == 1:
                Thread(target=self._work, args=[line], daemon=True).start()

    def _work(self, line):
        """Run what stands in `line` until nothing does."""
        is_left = True
        while is_left:
            self._run(line[0])
            with _lock:
                line.popleft()
                is_left = bool(line)

    def _run(self, task_result):
        try:
            super()._execute_task(task_result)
        except Exception:
            # Not of the task, whose errors are its result; those behind it go on.
            logger.exception("The task %s could not be run.", task_result.task.module_path)
        finally:
            connections.close_all()


def _is_same(one, other):
    return (one.args, one.kwargs) == (other.args, other.kwargs)
