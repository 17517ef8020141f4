"""Pictures in a bucket, of Amazon or of any server that speaks S3."""

from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from articles.media import FOREVER, content_type

CLIENT = Config(
    # A bucket has a host of its own on some servers; a path works on all, whatever the machine's own settings say.
    s3={"addressing_style": "path"},
    # Seconds: a bucket that hangs costs a request no more than three times these.
    connect_timeout=2,
    read_timeout=10,
    retries={"total_max_attempts": 3},
    # Servers other than Amazon's refuse the checksums that boto3 adds since 1.36.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Objects(S3Storage):
    """Under one prefix of the bucket; no name is given twice, and no address signed."""

    cache_control = None

    def get_default_settings(self):
        return super().get_default_settings() | {
            "base_url": None,
            "client_config": CLIENT,
            # Our key, and nothing that the machine's own environment says of another.
            "security_token": None,
            "session_profile": None,
            "file_overwrite": False,
            "transfer_config": TransferConfig(use_threads=False),
        }

    def get_object_parameters(self, name):
        return {"CacheControl": self.cache_control, "ContentType": content_type(name)}


class PublicObjects(Objects):
    cache_control = FOREVER

    def url(self, name):
        return urljoin(self.base_url, filepath_to_uri(name))


class PrivateObjects(Objects):
    cache_control = "private, no-store"

    def url(self, name):
        raise ValueError("A private file has no address: a view of its own shows it.")
