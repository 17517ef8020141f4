"""Readers of settings: each returns a usable value, or stops with a sentence that names the setting."""

import importlib.util
import ipaddress
import re
import zoneinfo
from email.utils import formataddr, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import split_domain_port, validate_host

BASE_DIR = Path(__file__).resolve().parent.parent

LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]
# The two numbers of Django's own check W009.
SECRET_KEY_LENGTH = 50
SECRET_KEY_CHARACTERS = 5

TRUE = {"on", "true", "yes", "1"}
FALSE = {"off", "false", "no", "0"}
MAIL_TO_FILES = "django.core.mail.backends.filebased.EmailBackend"
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
REDIS_DATABASE = re.compile(r"/?|/\d{1,4}")
HOSTNAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")

# Measured with 16 and 50 writers at once: deferred transactions lose writes to "database is locked", and 50
# writers wait for up to 20 s. FULL is what makes an acknowledged review survive a power cut.
SQLITE_OPTIONS = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    # What is deleted is overwritten: see reviews.traces.
    "PRAGMA secure_delete=ON",
}
# A cache that hangs costs a request no more than this, in seconds; the site works without it.
REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1}
LOCMEM = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# Counts of one hour must not push each other out; 300 bytes each.
LOCMEM_FOR_LIMITS = LOCMEM | {"LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 100_000}}
# One connection for each of a process's eight threads (config.gunicorn) and seven kinds of task (config.tasks).
POSTGRESQL_OPTIONS = {"connect_timeout": 5, "pool": {"min_size": 1, "max_size": 16, "timeout": 10}}


def stop(name, sentence):
    raise ImproperlyConfigured(f"{name} {sentence}")


class Environment:
    """`names` are all settings that were asked for, set or not."""

    def __init__(self, variables):
        self.variables = variables
        self.names = set()

    def text(self, name, default=None):
        """One line of text; to be set but empty has no meaning for any setting."""
        self.names.add(name)
        value = self.variables.get(name)
        if value is None:
            return default
        value = value.strip()
        if not value:
            stop(name, "is set but empty: give it a value, or leave it out.")
        if not value.isprintable():
            stop(name, "has a line break or another character that cannot be printed.")
        return value

    def boolean(self, name, default):
        value = self.text(name)
        if value is None:
            return default
        if value.lower() not in TRUE | FALSE:
            stop(name, f"must be on or off, not {value!r}.")
        return value.lower() in TRUE

    def words(self, name, default):
        value = self.text(name)
        if value is None:
            return default
        words = [word.strip() for word in value.split(",")]
        if not all(words):
            stop(name, f"has an empty place between its commas: {value!r}.")
        return words

    def folder(self, name, default):
        folder = BASE_DIR / Path(self.text(name, default=str(default))).expanduser()
        if not folder.is_dir():
            stop(name, f"is {folder}, which is not a folder: make it, or let `make run` do so.")
        return folder

    def secret_key(self, name, file):
        key, place = self.text(name), name
        if key is None:
            key, place = self._file(name, file), f"{name}, in {file},"
        if len(key) < SECRET_KEY_LENGTH or len(set(key)) < SECRET_KEY_CHARACTERS:
            stop(place, f"is too easy to guess: it needs at least {SECRET_KEY_LENGTH} random characters.")
        return key

    def _file(self, name, file):
        try:
            return file.read_text().strip()
        except FileNotFoundError:
            stop(name, f"is not set and there is no file {file}: set it, or let `make run` make the file.")
        except (OSError, UnicodeDecodeError) as error:
            stop(name, f"is not set and its file {file} cannot be read: {error}.")

    def site_url(self, name, default):
        value = self.text(name, default)
        parts = split_url(name, value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            stop(name, f"must begin with http:// or https:// and a host, not {value!r}.")
        if parts.username is not None or not HOSTNAME.fullmatch(parts.hostname or ""):
            stop(name, f"names no usable host: {value!r}.")
        if parts.path not in {"", "/"} or parts.query or parts.fragment:
            stop(name, f"must end after the host, since the site stands at its root: {value!r}.")
        return f"{parts.scheme}://{parts.netloc.lower()}"

    def allowed_hosts(self, name, site_url):
        hosts = self.words(name, default=LOOPBACK_NAMES)
        site_host, _ = split_domain_port(urlsplit(site_url).netloc)
        for host in hosts:
            if host != "*" and not HOSTNAME.fullmatch(host.lower().removeprefix(".").strip("[]")):
                stop(name, f"has {host!r}, which is no host: give names only, without http:// and port.")
        if not validate_host(site_host, hosts):
            stop(name, f"does not name {site_host}, the host of SITE_URL, so no visitor could open the site.")
        return hosts

    def time_zone(self, name, default):
        value = self.text(name, default)
        if value not in zoneinfo.available_timezones():
            stop(name, f"must be a zone such as Europe/Berlin, not {value!r}.")
        return value

    def language(self, name, default):
        value = self.text(name, default).lower()
        known = dict(LANGUAGES)
        if value not in known and value.partition("-")[0] not in known:
            stop(name, f"must be a language such as en or pt-br, not {value!r}.")
        return value

    def sender(self, name, site_url, site_name):
        """`me@example.org` gets the site's name; `Me <me@example.org>` keeps its own."""
        usual = f"no-reply@{urlsplit(site_url).hostname}"
        value = self.text(name, default=usual if is_mail_address(usual) else "no-reply@localhost")
        shown, address = parseaddr(value)
        if not is_mail_address(address):
            stop(name, f"must be an email address, not {value!r}.")
        return formataddr((shown or site_name, address))

    def mail_address(self, name):
        value = self.text(name, default="")
        if value and not is_mail_address(value):
            stop(name, f"must be an email address, not {value!r}.")
        return value

    def networks(self, name):
        words = self.words(name, default=[])
        try:
            return [ipaddress.ip_network(word) for word in words]
        except ValueError as error:
            stop(name, f"must be addresses or networks such as 10.0.0.0/8: {error}.")

    def database(self, name, default):
        # The address holds a password, so no sentence repeats it.
        value = self.text(name)
        if value is None:
            return sqlite({"ENGINE": "django.db.backends.sqlite3", "NAME": default})
        scheme = split_url(name, value, secret=True).scheme
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            stop(name, "must begin with sqlite:/// or postgres://.")
        database = environ.Env.db_url_config(value)
        if database["NAME"] in {"", ":memory:"}:
            stop(name, "names no database: sqlite needs a file, postgres the database's name after the host.")
        return sqlite(database) if scheme == "sqlite" else postgresql(name, database)

    def caches(self, name):
        """CACHES. "limits" is among them only where one cache counts for all processes of the site."""
        # The address holds a password, so no sentence repeats it.
        value = self.text(name)
        if value is None:
            return {"default": LOCMEM}
        if value == "locmem://":
            return {"default": LOCMEM, "limits": LOCMEM_FOR_LIMITS}
        parts = split_url(name, value, secret=True)
        if parts.scheme not in {"redis", "rediss"}:
            stop(name, "must be locmem://, or begin with redis:// or rediss://.")
        if not parts.hostname or not REDIS_DATABASE.fullmatch(parts.path) or parts.query or parts.fragment:
            stop(name, "must be like redis://user:password@cache.example.org:6379/0, with nothing after it.")
        cache = redis(name, parts)
        return {"default": cache, "limits": cache}

    def mail(self, name, folder):
        """Settings for sending; files in `folder` unless a server is named. The address holds a password."""
        value = self.text(name)
        if value is None:
            return {"EMAIL_BACKEND": MAIL_TO_FILES, "EMAIL_FILE_PATH": folder}
        parts = split_url(name, value, secret=True)
        if parts.scheme not in MAIL_PORTS:
            stop(name, f"must begin with one of {', '.join(f'{scheme}://' for scheme in MAIL_PORTS)}.")
        if not parts.hostname or parts.path not in {"", "/"} or parts.query:
            stop(name, "must be like smtp+tls://user:password@mail.example.org:587, with nothing after it.")
        config = environ.Env.email_url_config(value)
        del config["EMAIL_FILE_PATH"]
        return config | {"EMAIL_PORT": parts.port or MAIL_PORTS[parts.scheme]}


def is_mail_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def split_url(name, value, secret=False):
    shown = "" if secret else f": {value!r}"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        stop(name, f"is not an address that can be read{shown}.")
    return parts


def sqlite(database):
    options = SQLITE_OPTIONS | database.get("OPTIONS", {})
    return database | {"NAME": BASE_DIR / database["NAME"], "OPTIONS": options}


def postgresql(name, database):
    if importlib.util.find_spec("psycopg") is None:
        stop(name, "names PostgreSQL, whose client is missing: install requirements-production.txt.")
    options = POSTGRESQL_OPTIONS | database.get("OPTIONS", {})
    return {"CONN_HEALTH_CHECKS": True} | database | {"OPTIONS": options}


def redis(name, parts):
    if importlib.util.find_spec("redis") is None:
        stop(name, "names Redis, whose client is missing: install requirements-production.txt.")
    options = {"username": parts.username, "password": parts.password}
    # Apart from the address, since Django's page of errors hides a value by the name "password".
    options = {key: unquote(text) for key, text in options.items() if text}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}",
        "KEY_PREFIX": "counterpoint",
        "OPTIONS": REDIS_OPTIONS | options,
    }
