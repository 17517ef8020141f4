import logging

import pytest
from gunicorn.config import Config

from config import gunicorn
from config.logs import MaskingFormatter

TOKEN = "Zk3_" * 10 + "abc"


def line(message, *args, **kwargs):
    return MaskingFormatter().format(
        logging.LogRecord("a", logging.INFO, "file", 1, message, args, None, **kwargs)
    )


@pytest.mark.parametrize(
    "address",
    [
        f"/reviews/{TOKEN}/",
        f"/reviews/{TOKEN}/edit/",
        f"/reviews/{TOKEN[:-1]}.",
        f"/reviews/mail/{TOKEN}:1tQ:{TOKEN}/",
        f"/reviews/mail/{TOKEN}%3A{TOKEN}/",
        f"/preview/{TOKEN}:{TOKEN}/",
        f"/admin/reset/MQ/{TOKEN}/",
    ],
)
def test_a_private_address_is_masked_wherever_it_stands(address):
    lines = [
        line(f'"GET {address} HTTP/1.1" 404'),
        line("Not Found: %s", address),
        line("from https://example.org%s to %s", address, address),
        line("%(path)s", {"path": address}),
    ]
    assert not any(TOKEN[:30] in text for text in lines)
    assert all("***" in text for text in lines)


def test_a_private_address_is_masked_in_a_traceback():
    try:
        raise ValueError(f"no page at /reviews/{TOKEN}/")
    except ValueError as error:
        record = logging.LogRecord("a", 40, "file", 1, "Failed", (), (ValueError, error, error.__traceback__))
    text = MaskingFormatter().format(record)
    assert "no page at /reviews/***" in text
    assert TOKEN not in text


@pytest.mark.parametrize(
    "address",
    [
        "/articles/a-slug-longer-than-twenty-characters/reviews/?stars=4",
        "/admin/reviews/moderationevent/1/change/",
    ],
)
def test_an_address_that_is_not_private_is_told(address):
    assert address in line("Not Found: %s", address)


def test_a_missing_private_page_is_logged_without_its_token(client, db, capsys):
    logger = logging.getLogger("django.request")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logger.addHandler(handler)
    client.get(f"/reviews/{TOKEN}/")
    logger.removeHandler(handler)
    assert "Not Found: /reviews/***" in capsys.readouterr().err


def test_the_servers_own_lines_are_masked():
    config = Config()
    config.set("accesslog", "-")
    logger = gunicorn.logger_class(config)
    handlers = [*logger.error_log.handlers, *logger.access_log.handlers]
    assert len(handlers) == 2
    assert all(isinstance(handler.formatter, MaskingFormatter) for handler in handlers)
