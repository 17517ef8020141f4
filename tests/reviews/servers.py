"""Mail servers of our own that behave as real ones do on bad days."""

import contextlib
import socket
import threading


@contextlib.contextmanager
def mail_server(settings, talk):
    """A server that calls `talk(connection)` for each connection; the site's mails go there."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()
    thread = threading.Thread(target=_serve, args=(listener, talk, done), daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
    try:
        yield
    finally:
        done.set()
        listener.close()
        thread.join(5)


def _serve(listener, talk, done):
    listener.settimeout(0.1)
    while not done.is_set():
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(2)
                talk(connection, done)


def says_nothing(connection, done):
    done.wait(10)


def drips(connection, done):
    """Never silent for as long as any socket's timeout, and never at an end."""
    connection.sendall(b"220-")
    while not done.is_set():
        connection.sendall(b".")
        done.wait(0.05)


def hangs_up(connection, done):
    """Nothing more than the end of the connection."""


def refuses(connection, done):
    """Speaks SMTP, and takes no recipient."""
    _converse(connection, {b"RCPT": b"550 no such mailbox <rosa@example.org>"})


def accepts(connection, done):
    _converse(connection, {})


def accepts_the_first_alone(connection, done):
    answers = {b"RCPT": [b"250 fine", b"451 try again later <mo@example.org>"]}
    _converse(connection, answers)


def falls_silent_after_the_first(connection, done):
    _converse(connection, {}, after_a_message=lambda: done.wait(10))


def _converse(connection, answers, after_a_message=lambda: None):
    lines = connection.makefile("rwb")
    _say(lines, b"220 test")
    in_message = False
    for line in lines:
        verb = line.strip().upper()[:4]
        if in_message:
            in_message = line != b".\r\n"
            if not in_message:
                _say(lines, b"250 taken")
                after_a_message()
        elif verb == b"QUIT":
            _say(lines, b"221 bye")
            break
        else:
            in_message = verb == b"DATA"
            _say(lines, b"354 go on" if in_message else _answer(answers.get(verb, b"250 fine")))


def _answer(answer):
    return answer.pop(0) if isinstance(answer, list) else answer


def _say(lines, answer):
    lines.write(answer + b"\r\n")
    lines.flush()
