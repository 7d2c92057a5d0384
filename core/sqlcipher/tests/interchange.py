"""The other side of interchange.rs: python -c SCRIPT WHAT FILE KEY."""

import sys

from sqlcipher3 import dbapi2

sys.stdout.reconfigure(encoding="utf-8")
what, file, key = sys.argv[1:]
connection = dbapi2.connect(file)
connection.execute(f"PRAGMA key = \"x'{key}'\"")
connection.execute("PRAGMA cipher_page_size = 4096")
connection.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")


def one(sql):
    return connection.execute(sql).fetchone()[0]


if what == "provider":
    print(one("PRAGMA cipher_provider"))
elif what == "check":
    failures = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    last = one("SELECT note FROM visit ORDER BY id DESC LIMIT 1")
    print(failures, one("PRAGMA integrity_check"), one("SELECT count(*) FROM visit"), last)
elif what == "append":
    connection.execute("INSERT INTO visit VALUES (1000, 'Thêm từ bên kia')")
    connection.commit()
elif what == "create":
    connection.execute("CREATE TABLE visit(id INTEGER PRIMARY KEY, note TEXT)")
    connection.executemany("INSERT INTO visit VALUES (?, ?)", [(id, f"Ghi chú số {id}") for id in range(500)])
    connection.commit()
else:
    raise SystemExit(f"unknown: {what}")
connection.close()
