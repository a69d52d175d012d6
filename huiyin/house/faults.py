"""One plain sentence for each thing that can stand in the way of a start, and what to do about it."""

import errno
import socket

from django.db.utils import DatabaseError, InterfaceError, OperationalError

from huiyin.house.config import Config, ConfigFault
from huiyin.vault.errors import VaultError


class Refused(Exception):
    """The command will not go on; the message is for the person who typed it."""


def sentence(error: BaseException, config: Config) -> str | None:
    """Say what is wrong in words, or None when it is not one of the known faults."""
    match error:
        case ConfigFault() | Refused() | VaultError():
            return str(error)
        case OperationalError() | InterfaceError():
            return _database(error, config)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return f"The disk that holds {config.data_dir} is full. Free some space and start again."
        case OSError(errno=errno.EACCES | errno.EROFS | errno.EPERM | errno.ENOTDIR | errno.EEXIST):
            return f"{error.filename or config.data_dir} cannot be written: {error.strerror}."
    return None


def is_full(error: BaseException | None) -> bool:
    """Whether something failed because a disk is full, ours or the database's."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, DatabaseError) and ("is full" in str(error) or "No space left" in str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _database(error: OperationalError | InterfaceError, config: Config) -> str:
    first_line = str(error).strip().splitlines()[0] if str(error).strip() else "no reason given"
    where = config.database_url
    if where.vendor == "postgresql":
        return f"The database {where.name} at {where.host or 'the local socket'} cannot be used: {first_line}."
    if "full" in first_line:
        return f"The disk that holds {where.path} is full. Free some space and start again."
    return f"The database file {where.path} cannot be used: {first_line}."


def refuse_taken_port(config: Config) -> None:
    """Raise Refused when another program listens on our port."""
    with socket.socket(socket.AF_INET6 if ":" in config.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            raise Refused(_listening(error, config)) from error


def _listening(error: OSError, config: Config) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {config.port} is taken by another program. Try: HUIYIN_PORT={config.port + 1} ./run up"
    return f"The site cannot listen on {config.host}:{config.port}: {error.strerror or error}."
