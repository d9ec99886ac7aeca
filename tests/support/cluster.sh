#!/bin/sh
# A throw-away PostgreSQL: prints its URL on one line, and lives until its standard input ends.
set -eu

bin=${IDENTITY_POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
[ -x "$bin/initdb" ] || { echo "PostgreSQL 15 is not in $bin: install Debian's postgresql-15, or set IDENTITY_POSTGRES_BIN" >&2; exit 1; }

home=$(mktemp -d "${TMPDIR:-/tmp}/portineria-postgres.XXXXXX")
if [ "$(id -u)" = 0 ]; then
    # PostgreSQL refuses to run as root.
    chown postgres:postgres "$home"
    as_owner() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
else
    as_owner() { "$@"; }
fi
cd "$home"

started=
finish() {
    trap - EXIT
    if [ -n "$started" ]; then as_owner "$bin/pg_ctl" stop -D "$home/data" -m immediate >/dev/null 2>&1 || true; fi
    cd / && rm -rf "$home"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

as_owner "$bin/initdb" --no-sync -A trust -U postgres --locale=C.UTF-8 -E UTF8 -D "$home/data" >"$home/initdb.log" 2>&1 </dev/null \
    || { cat "$home/initdb.log" >&2; exit 1; }

# Below the range from which the system takes the ports of outgoing connections; whoever is taken, the next one is tried.
for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
    if as_owner "$bin/pg_ctl" start -w -t 60 -D "$home/data" -l "$home/data/server.log" -o "-p $port \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories='$home/data' -c max_connections=400 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >/dev/null 2>&1 </dev/null
    then
        started=yes
        break
    fi
done
[ -n "$started" ] || { cat "$home/data/server.log" >&2; exit 1; }

echo "postgres://postgres@127.0.0.1:$port"
while read -r _; do :; done
