"""A server in Docker, where a daemon answers at once and the image is there."""

import secrets

import docker  # type: ignore[import-untyped]
import psycopg
from docker.errors import DockerException, ImageNotFound  # type: ignore[import-untyped]
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.config import testcontainers_config

from golive.model.target import Dsn
from golive.server.account import server_account
from golive.server.docker_absent import NoDocker
from golive.server.folders import home, new_run_folder
from golive.server.running import Server
from golive.server.template import SUPERUSER
from golive.server.versions import version_note

PROBE = 2  # seconds; a hung socket would take a minute
DEFAULT = 17  # as the embedded default
LOCALE = "--encoding=UTF8 --locale=C.UTF-8"
BUILTIN = " --locale-provider=builtin --builtin-locale=C.UTF-8"
SETTINGS = ("max_prepared_transactions=10", "shared_preload_libraries=pg_stat_statements")


def image_of(version: int | None) -> str:
    return f"postgres:{version or DEFAULT}"


def ready(image: str, pull: bool) -> None:
    """NoDocker, unless a daemon answers now and has what is needed."""
    try:
        client = docker.from_env(timeout=PROBE)
    except (DockerException, OSError):
        raise NoDocker("no Docker daemon answers") from None
    # the second image removes the container when this process is killed
    wanted = [image] + ([] if testcontainers_config.ryuk_disabled else [testcontainers_config.ryuk_image])
    try:
        client.ping()
        for name in wanted if not pull else []:
            client.images.get(name)
    except ImageNotFound:
        raise NoDocker(f"Docker has no image {name}") from None
    except (DockerException, OSError) as error:
        raise NoDocker(f"Docker does not answer ({type(error).__name__})") from None
    finally:
        client.close()


def start_container(image: str) -> Server:
    """A container is a scratch server like any other; testcontainers removes it with its run."""
    major = int(image.partition(":")[2])
    account = server_account()
    run = new_run_folder(home(account), account)
    container = None
    try:
        container = _container(image, major)
        container.start()
        admin = Dsn.parse(container.get_connection_url(), image)
        version = _version(admin)
    except Exception as error:  # of docker, requests or the wait: each means the same here
        if container is not None:
            container.stop()
        run.remove()
        raise NoDocker(f"the container of {image} did not start ({type(error).__name__})") from None

    def stop() -> None:
        container.stop()
        run.remove()

    note = version_note(image, major)
    return Server(f"docker {image} ({version})", version, run.path, admin, stop, (note,) if note else ())


def _container(image: str, major: int) -> PostgresContainer:
    """Its constructor already asks the daemon."""
    container = PostgresContainer(
        image, username=SUPERUSER, password=secrets.token_urlsafe(24), dbname="postgres", driver=None
    )
    container.with_env("POSTGRES_INITDB_ARGS", LOCALE + (BUILTIN if major >= 17 else ""))
    container.with_command(["postgres", *(word for each in SETTINGS for word in ("-c", each))])
    return container


def _version(admin: Dsn) -> str:
    with psycopg.connect(admin.reveal()) as connection:
        number = connection.info.server_version
    return f"{number // 10000}.{number % 10000}"
