"""Works that begin in the same moment, each in a thread and a connection of its own."""

from threading import Barrier, Thread

from django.db import connection

# Seconds after which a test that went wrong ends; none that goes right waits for so long.
TO_BEGIN, TO_END = 10, 60


def at_once(*works):
    """The results of `works`, started together; an exception is a result."""
    barrier, results = Barrier(len(works)), [None] * len(works)

    def run(n, work):
        try:
            barrier.wait(TO_BEGIN)
            results[n] = work()
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TO_END)
    assert not any(thread.is_alive() for thread in threads)
    return results


def errors_at_once(*works):
    """Those of the results that are exceptions."""
    return [result for result in at_once(*works) if isinstance(result, Exception)]
