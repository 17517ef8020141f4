from whitenoise.middleware import WhiteNoiseMiddleware

# What a browser could offer a page and no page of this site uses.
DENIED = [
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in DENIED)


class HeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        # A page that says nothing about caches is private: a public page names its rule itself.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    # Seconds that a file with a hash in its name is kept; whitenoise's own is ten years.
    FOREVER = 365 * 24 * 60 * 60
