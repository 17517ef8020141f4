"""A local S3 server for tests: moto's, as a process of its own that knows no other network."""

import contextlib
import json
import os
import socket
import subprocess
import sys

import boto3
from botocore.config import Config

BUCKET = "pictures"
# As docs/decisions/where-pictures-are-kept.md tells the operator to write it.
POLICY = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{BUCKET}/public/*",
    },
}


@contextlib.contextmanager
def s3_server(folder):
    """The host and port of a server with one empty bucket; what it says goes into a file in `folder`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "s3.log").open("wb") as log:
        process = subprocess.Popen(command, env={"PATH": os.environ["PATH"]}, stdout=log, stderr=log)
    try:
        wait_for(process, port)
        client(port).create_bucket(Bucket=BUCKET)
        client(port).put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(POLICY))
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(process, port):
    for _ in range(600):
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"moto's server ended by itself, with {process.wait(0.1)}: see s3.log")
    raise AssertionError("moto's server did not answer within a minute")


def client(port):
    """Beside the site: sees the bucket as its owner does."""
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=Config(proxies={}),
    )
