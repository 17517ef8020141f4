from threading import Thread

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend


class ThreadBackend(ImmediateBackend):
    """Runs a task in a thread of this process; what must not be lost when it ends is a row that tells of it."""

    def _execute_task(self, task_result):
        Thread(target=self._run, args=(task_result,), daemon=True).start()

    def _run(self, task_result):
        try:
            super()._execute_task(task_result)
        finally:
            connections.close_all()
