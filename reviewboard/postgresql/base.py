"""While the database is away no request waits long for a connection, so that the stored pages of the same process are answered."""

from __future__ import annotations

from typing import Any, Final

from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

WHILE_AWAY: Final = 0.1  # seconds


class DatabaseWrapper(base.DatabaseWrapper):
    """Who waited for nothing says so to those who come next; the first who gets a connection says that it is back."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            connection = super().get_new_connection(conn_params)
        except PoolTimeout:
            self.pool.timeout = WHILE_AWAY
            raise
        if self.pool:
            self.pool.timeout = self.settings_dict["OPTIONS"]["pool"]["timeout"]
        return connection
