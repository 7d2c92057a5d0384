-- The phone's file. A phone belongs to one commune, so no table repeats it. Identifiers are their sixteen bytes.
-- Records, outbox, receipts, spool and base images are the versioned part (`user_version`); `link` and `door` are
-- projections: code with a version, dropped and refilled from bodies when it differs.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the phone holds, pending changes applied. `seq` is the hub's revision of the image beneath them; 0 for none.
CREATE TABLE record (
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    root BLOB NOT NULL,
    seq  INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
-- With `seq` at its end: the digest over all records reads this index alone, and no body.
CREATE INDEX record_root ON record (root, kind, id, seq);

-- Images from before the pending changes; no body where there was no record.
CREATE TABLE base (
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    root BLOB NOT NULL,
    seq  INTEGER NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Which pending changes wrote a record: what a following edit comes after.
CREATE TABLE written (
    kind   TEXT NOT NULL,
    id     BLOB NOT NULL,
    change BLOB NOT NULL,
    PRIMARY KEY (kind, id, change)
) STRICT, WITHOUT ROWID;

-- Roots held, and since when; 0 for roots made here that no hub has granted yet.
CREATE TABLE held (
    root  BLOB PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    pos        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB NOT NULL UNIQUE,
    root       BLOB NOT NULL,
    kind       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    hash       BLOB NOT NULL,
    inc        BLOB NOT NULL,
    n          INTEGER NOT NULL,
    text       TEXT,               -- the canonical change; none once sealed
    sealed     BLOB,               -- the same, readable by the hub only
    state      TEXT NOT NULL CHECK (state IN ('pending', 'covered')),
    durable    INTEGER NOT NULL DEFAULT 0,
    again      INTEGER NOT NULL DEFAULT 0, -- covered, but the hub lacks its number: sent once more, never replayed
    covered_at INTEGER,            -- hub time of the checkpoint that covered it
    CHECK ((text IS NULL) <> (sealed IS NULL))
) STRICT;
CREATE INDEX outbox_state ON outbox (state, pos);
CREATE INDEX outbox_place ON outbox (inc, n);
CREATE INDEX outbox_root ON outbox (root);

CREATE TABLE receipt (
    change BLOB PRIMARY KEY,
    root   BLOB NOT NULL,
    fate   TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_at ON receipt (at);

-- Changes that a push answer named: it pauses resending until the next checkpoint, nothing more.
CREATE TABLE provisional (
    change BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Fates that a person has looked at: the receipt's position then. A newer receipt asks again.
CREATE TABLE looked_at (
    change BLOB PRIMARY KEY,
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Forms under way. They are sent nowhere.
CREATE TABLE draft (
    form   TEXT PRIMARY KEY,
    root   BLOB,               -- the household or ride that it is about
    at     INTEGER NOT NULL,
    fields TEXT NOT NULL       -- what was typed, by field: JSON
) STRICT, WITHOUT ROWID;

-- Pages as they came, compressed: a spool of text would cost five times the bytes to encrypt, write and wipe.
CREATE TABLE spool (
    page   INTEGER PRIMARY KEY,
    answer BLOB NOT NULL
) STRICT;
