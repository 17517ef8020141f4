import hashlib

FOLDERS = ["articles", "reviews", "config", "templates", "static"]


def release(base, shown):
    """A digest of all that decides a page's bytes but the database; `shown` are settings that pages print."""
    digest = hashlib.sha256()
    for path in sorted(sources(base)):
        digest.update(f"{path.relative_to(base)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    for value in shown:
        digest.update(f"\0{value}".encode())
    return digest.hexdigest()[:20]


def sources(base):
    yield from base.glob("requirements*.txt")
    for folder in FOLDERS:
        for path in (base / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                yield path
