"""A real WordPress for tests: Debian's package, a private MariaDB, PHP's own web server.

Everything lies in one temporary folder and listens on a socket there or on 127.0.0.1. All
programs die with the process that started them, however it ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = HERE / "integration" / "wordpress"
PACKAGES = HERE.parent / "scripts" / "wordpress.sh"
INSTALLED = Path("/usr/share/wordpress")
ADMIN = "redaksi"
_PREFIX = "cetak-wordpress-"
_START_SECONDS = 60
_SCRIPT_SECONDS = 240
_INSTALL_SECONDS = 600
_TIED = 'trap "kill -9 0" TERM; "$@" & wait $!'
"""Ends a program, and all it has started, when the run that started it is gone."""
_FAST_PHP = (
    "-d",
    "opcache.enable_cli=1",
    "-d",
    "memory_limit=256M",
    "-d",
    "max_execution_time=60",
)
_DATABASE_OPTIONS = (
    "--skip-networking",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--innodb-buffer-pool-size=64M",
    "--innodb-flush-log-at-trx-commit=0",
)


class SiteError(Exception):
    """A program of the site did not do what it must; says what it wrote."""


def lacking() -> str:
    """Install what is missing where that is allowed; why it cannot be, or nothing."""
    try:
        _ran(("sh", str(PACKAGES)), dict(os.environ), _INSTALL_SECONDS)
    except SiteError as problem:
        return "\n".join(str(problem).splitlines()[-8:])
    return ""


@contextlib.contextmanager
def house() -> Iterator[Path]:
    """A folder for sites; those that killed runs have left are swept away."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if (owner := re.match(r"\d+", left.name[len(_PREFIX) :])) and not _is_alive(int(owner[0])):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@dataclass
class Program:
    """A server that runs in the background, in a process group of its own."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: dict[str, str]
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, is_ready: Callable[[], bool]) -> None:
        """Start it and wait until it answers.

        Raises:
            SiteError: If it ends or does not answer in time.
        """
        tied = ("setpriv", "--pdeathsig", "TERM", "sh", "-c", _TIED, "sh", *self.command)
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                tied,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        deadline = time.monotonic() + _START_SECONDS
        while not is_ready():
            if self._running.poll() is not None or time.monotonic() > deadline:
                self.stop()
                said = self.log.read_text("utf-8", "replace")[-2000:]
                raise SiteError(f"{self.name} does not start:\n{said}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Kill it and what it has started."""
        running, self._running = self._running, None
        if running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


@dataclass
class Database:
    """A MariaDB that only this run sees: its socket is a file, it has no network."""

    folder: Path
    program: Program

    @classmethod
    def make(cls, folder: Path) -> Database:
        """Lay out the tables of the server in an empty folder."""
        user = ("--user=root",) if os.geteuid() == 0 else ()
        tables = f"--datadir={folder / 'tables'}"
        make = ("mariadb-install-db", "--no-defaults", tables, *user, "--skip-test-db")
        _ran((*make, "--auth-root-authentication-method=normal"), dict(os.environ))
        place = (f"--socket={folder / 'db.sock'}", f"--pid-file={folder / 'db.pid'}")
        command = ("mariadbd", "--no-defaults", tables, *user, *place, *_DATABASE_OPTIONS)
        program = Program("MariaDB", command, folder / "db.log", _with_system_programs())
        return cls(folder, program)

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder / "db.sock"

    def start(self) -> None:
        """Start the server."""
        self.program.start(lambda: _answers(socket.AF_UNIX, str(self.socket)))

    def stop(self) -> None:
        """Stop the server; its tables go with the folder."""
        self.program.stop()

    def run(self, statement: str) -> None:
        """Have a statement done, without a result."""
        client = ("mariadb", "--no-defaults", f"--socket={self.socket}", "--user=root")
        _ran((*client, "-e", statement), dict(os.environ))


@dataclass
class Site:
    """A WordPress of its own: program, content, database, address.

    Attributes:
        url: Address of the front page, without a slash at the end.
        root: Folder of the program; ``wp-content`` lies in it.
        password: Application password of the user ``redaksi``.
    """

    url: str
    root: Path
    environment: dict[str, str] = field(repr=False)
    program: Program = field(repr=False)
    password: str = ""

    @classmethod
    def make(cls, folder: Path, database: Database, name: str, title: str) -> Site:
        """Set up WordPress in a folder, with the database ``name``; it is not yet served."""
        root, port = folder / name, _free_port()
        _lay_out(root)
        database.run(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        environment = {
            **os.environ,
            "CETAK_SITE_ROOT": str(root),
            "CETAK_SITE_DATABASE": name,
            "CETAK_SITE_SOCKET": str(database.socket),
            "CETAK_SITE_URL": f"http://127.0.0.1:{port}",
            "CETAK_SITE_LOG": str(folder / f"{name}-php.log"),
            "PHP_CLI_SERVER_WORKERS": "4",
        }
        serve = ("php", *_FAST_PHP, "-S", f"127.0.0.1:{port}", "-t", str(root))
        command = (*serve, str(PARTS / "router.php"))
        program = Program("PHP", command, folder / f"{name}.log", environment)
        site = cls(f"http://127.0.0.1:{port}", root, environment, program)
        site.password = site.php("install.php", title)
        return site

    @property
    def content(self) -> Path:
        """The folder of themes, plugins and uploads."""
        return self.root / "wp-content"

    def start(self) -> None:
        """Serve the site; again after a stop at the same address."""
        address = ("127.0.0.1", int(self.url.rsplit(":", 1)[1]))
        self.program.start(lambda: _answers(socket.AF_INET, address))

    def stop(self) -> None:
        """Stop serving at once, in the middle of an answer; the database runs on."""
        self.program.stop()

    def php(self, script: str, *arguments: str) -> str:
        """Run a script of ``tests/integration/wordpress`` or a path; what it printed."""
        command = ("php", "-d", "display_errors=stderr", "-d", "memory_limit=512M")
        return _ran((*command, str(PARTS / script), *arguments), self.environment).strip()

    def take_in(self, wxr: Path) -> dict[str, dict[str, int]]:
        """Import an export; how many posts, pages, attachments there are, by status."""
        counts = json.loads(self.php("import.php", str(wxr)))
        return {
            kind: {status: int(count) for status, count in dict(found).items()}
            for kind, found in counts.items()
        }

    @contextlib.contextmanager
    def switched(self, **switches: int) -> Iterator[None]:
        """Let something go wrong for a while: see ``switches.php``."""
        file = self.content / "switches.json"
        file.write_text(json.dumps(switches), "utf-8")
        try:
            yield
        finally:
            file.unlink()

    def requests(self) -> list[str]:
        """What REST has been asked since the last time: method and address."""
        file = self.content / "requests.log"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        file.write_text("", "utf-8")
        return lines


@contextlib.contextmanager
def running_database() -> Iterator[Database]:
    """A MariaDB for as long as it is needed."""
    with house() as folder:
        database = Database.make(folder)
        database.start()
        try:
            yield database
        finally:
            database.stop()


@contextlib.contextmanager
def running_site(database: Database, name: str, title: str, wxr: Path) -> Iterator[Site]:
    """A served site with the posts of an export."""
    site = Site.make(database.folder, database, name, title)
    site.take_in(wxr)
    site.start()
    try:
        yield site
    finally:
        site.stop()


def _lay_out(root: Path) -> None:
    """A copy of the program with our configuration, theme and switches."""
    own = shutil.ignore_patterns("wp-content", "wp-config.php")
    shutil.copytree(INSTALLED, root, ignore=own)
    shutil.copytree(INSTALLED / "wp-content" / "themes", root / "wp-content" / "themes")
    shutil.copy(PARTS / "wp-config.php", root)
    shutil.copy(PARTS / "maintenance-page.html", root / "wp-content")
    plugins = root / "wp-content" / "mu-plugins"
    plugins.mkdir()
    shutil.copy(PARTS / "switches.php", plugins)


def _ran(
    command: tuple[str, ...], environment: dict[str, str], seconds: float = _SCRIPT_SECONDS
) -> str:
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise SiteError(f"{' '.join(command)}\nlonger than {seconds:g} seconds") from problem
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace")[-2000:]
        raise SiteError(f"{' '.join(command)}\n{said}")
    return done.stdout.decode("utf-8")


def _with_system_programs() -> dict[str, str]:
    """The environment with the folders in which Debian keeps servers."""
    return os.environ | {"PATH": f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as asked:
        return asked.connect_ex(address) == 0
