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

-- Images from before the pending changes, of records that the hub knows. One that was made here has `seq` 0 and no image.
CREATE TABLE base (
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    root BLOB NOT NULL,
    seq  INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Roots held, and since when; 0 for roots made here that no hub has granted yet.
CREATE TABLE held (
    root  BLOB PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the phone did and no checkpoint has covered. A tap pays for every tree that it touches with a page of log: this
-- table has no index, and says itself what each change wrote.
CREATE TABLE outbox (
    id      BLOB PRIMARY KEY,
    pos     INTEGER NOT NULL,           -- the order of saving
    root    BLOB NOT NULL,
    kind    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    inc     BLOB NOT NULL,
    n       INTEGER NOT NULL,
    durable INTEGER NOT NULL DEFAULT 0, -- the hub of a revoked device has it
    wrote   TEXT NOT NULL DEFAULT '',   -- keys of the records that it wrote here, a line each
    text    TEXT,                       -- the canonical change; none once sealed
    sealed  BLOB,                       -- the same, readable by the hub only
    CHECK ((text IS NULL) <> (sealed IS NULL))
) STRICT, WITHOUT ROWID;

-- What a checkpoint has covered, kept for a while in case the hub is restored from a backup.
CREATE TABLE retained (
    id         BLOB PRIMARY KEY,
    pos        INTEGER NOT NULL,
    root       BLOB NOT NULL,
    kind       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    hash       BLOB NOT NULL,
    inc        BLOB NOT NULL,
    n          INTEGER NOT NULL,
    covered_at INTEGER NOT NULL,           -- hub time of the checkpoint that covered it
    again      INTEGER NOT NULL DEFAULT 0, -- the hub lacks its number: sent once more, never replayed
    text       TEXT,
    sealed     BLOB,
    CHECK ((text IS NULL) <> (sealed IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX retained_since ON retained (covered_at);
CREATE INDEX retained_again ON retained (pos) WHERE again = 1;

-- Both.
CREATE VIEW queue AS
    SELECT id, pos, root, kind, at, hash, inc, n, text, sealed, 'pending' AS state, durable, 0 AS again FROM outbox
    UNION ALL
    SELECT id, pos, root, kind, at, hash, inc, n, text, sealed, 'covered', 0, again FROM retained;

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
