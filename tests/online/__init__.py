"""The app as others reach it: behind nginx, with the configuration that `assets/deploy` offers.

nginx and openssl are looked for on the PATH (Debian, Ubuntu: apt-get install nginx openssl).
Without them these tests skip and say so; with GAN1D_NO_SKIP=1 they fail instead.
"""

import os
import pwd
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.conftest import ROOT, Server, free_port, serving, wait_until_up
from tests.conftest import unavailable

CONF = ROOT / "assets" / "deploy" / "nginx.conf"
PATHS = ("/run/", "/var/log/nginx/", "/var/lib/nginx/", "/etc/nginx/gan1d/")


@dataclass(frozen=True)
class Proxy:
    """A running nginx before two replicas.

    Attributes:
        plain: Address of the page.
        tls: The same by TLS.
        replicas: The two servers.
        trust: What a client needs to believe the certificate.
    """

    plain: str
    tls: str
    replicas: tuple[Server, Server]
    trust: ssl.SSLContext


def program(name: str) -> str:
    """Return where a program is; without it, skip."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        unavailable(f"no {name} found. Debian, Ubuntu: apt-get install {name}")
    return found


@contextmanager
def replicas(folder: Path) -> Iterator[tuple[Server, Server]]:
    """Run two replicas under /gan/, where nginx can be started before them."""
    for name in ("nginx", "openssl"):
        program(name)
    with ExitStack() as stack:
        one, two = (
            stack.enter_context(serving(ROOT, folder / f"{name}.txt", base="gan/"))
            for name in ("one", "two")
        )
        yield one, two


@contextmanager
def proxied(
    folder: Path, behind: tuple[Server, Server], passes_host: bool = True
) -> Iterator[Proxy]:
    """Run nginx before two replicas; by default it passes Host on, as the file says."""
    _certify(folder)
    plain, tls = free_port(), free_port()
    others = dict.fromkeys(PATHS, f"{folder}/")
    others |= {"listen 80;": f"listen 127.0.0.1:{plain};"}
    others |= {"listen 443 ssl;": f"listen 127.0.0.1:{tls} ssl;"}
    for port, server in zip((8501, 8502), behind, strict=True):
        others[f"127.0.0.1:{port} fail"] = f"{urlsplit(server.url).netloc} fail"
    if not passes_host:
        others["proxy_set_header Host $http_host;"] = ""
    text = CONF.read_text()
    for before, after in others.items():
        assert before in text, before
        text = text.replace(before, after)
    conf = folder / "nginx.conf"
    conf.write_text(text)
    only_root = f"user {pwd.getpwuid(os.getuid()).pw_name}; " if os.getuid() == 0 else ""
    told = folder / "told.txt"
    with told.open("w") as out:
        process = subprocess.Popen(
            [
                program("nginx"),
                "-p",
                folder,
                "-e",
                "error.log",
                "-c",
                conf,
                "-g",
                f"{only_root}daemon off;",
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{plain}/gan/"
        wait_until_up(address, process, told)
        trust = ssl.create_default_context(cafile=str(folder / "cert.pem"))
        yield Proxy(address, f"https://localhost:{tls}/gan/", behind, trust)
    finally:
        process.terminate()
        process.wait(20)


def _certify(folder: Path) -> None:
    """Write key.pem and a cert.pem that its owner has signed himself, for localhost."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    command += " -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem"
    subprocess.run(command.split(), cwd=folder, capture_output=True, check=True)
