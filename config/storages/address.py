"""STORAGE_URL: the folders or the bucket where pictures are kept."""

import importlib.util
import re
from urllib.parse import parse_qsl, unquote, urlsplit

from config.environment import HOSTNAME, split_url, stop

SCHEMES = {"s3": "https", "s3+http": "http"}
BUCKET = re.compile(r"/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/?")
REGION = re.compile(r"[a-z0-9-]+")
PATH = re.compile(r"[A-Za-z0-9/._~-]*")
# Where articles.views.media answers.
SERVED_HERE = "/media/"


def storages(env, name, folder):
    """STORAGES but for static files: "default" is for everyone, and what is in "private" has no address."""
    value = env.text(name)
    return in_folders(folder) if value is None else in_bucket(name, value)


def in_folders(folder):
    public = {"location": folder / "media", "base_url": SERVED_HERE}
    private = {
        "location": folder / "private",
        "directory_permissions_mode": 0o700,
        "file_permissions_mode": 0o600,
    }
    return {
        "default": {"BACKEND": "config.storages.files.PublicFiles", "OPTIONS": public},
        "private": {"BACKEND": "config.storages.files.PrivateFiles", "OPTIONS": private},
    }


def in_bucket(name, value):
    # The address holds a secret, so no sentence repeats it.
    parts = split_url(name, value, secret=True)
    if parts.scheme not in SCHEMES:
        stop(name, "must begin with s3:// or s3+http://.")
    if (
        not all((parts.username, parts.password, parts.hostname, BUCKET.fullmatch(parts.path)))
        or parts.fragment
    ):
        stop(name, "must be like s3://KEY:SECRET@s3.example.org/bucket, with / in the secret written as %2F.")
    if any(importlib.util.find_spec(module) is None for module in ("storages", "boto3")):
        stop(name, "names a bucket, whose client is missing: install requirements-production.txt.")
    region, base_url = after_the_bucket(name, parts.query)
    bucket = bucket_options(parts) | {"region_name": region}
    public = bucket | {"location": "public", "base_url": base_url}
    private = bucket | {"location": "private"}
    return {
        "default": {"BACKEND": "config.storages.objects.PublicObjects", "OPTIONS": public},
        "private": {"BACKEND": "config.storages.objects.PrivateObjects", "OPTIONS": private},
    }


def bucket_options(parts):
    return {
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.netloc.rpartition('@')[2]}",
        "bucket_name": parts.path.strip("/"),
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
    }


def after_the_bucket(name, query):
    """(region, address of what is public)"""
    pairs = parse_qsl(query, keep_blank_values=True)
    given = dict(pairs)
    if len(pairs) > len(given) or not given.keys() <= {"region", "public"} or bool(query) > bool(pairs):
        stop(name, "may have region= and public= after the bucket, once each, and nothing else.")
    region = given.get("region", "us-east-1")
    if not REGION.fullmatch(region):
        stop(name, "must have a region such as eu-central-1.")
    return region, public_address(name, given["public"]) if "public" in given else SERVED_HERE


def public_address(name, value):
    parts = split_url(name, value, secret=True)
    is_host = parts.username is None and HOSTNAME.fullmatch(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or not is_host or not PATH.fullmatch(parts.path):
        stop(name, "must have an address such as https://cdn.example.org after public=.")
    if parts.query or parts.fragment:
        stop(name, "must have no ? or # in the address after public=.")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/public/"


def origins(address):
    """What `img-src` has to name beside the site itself."""
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
