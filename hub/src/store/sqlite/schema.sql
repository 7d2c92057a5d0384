-- The hub's file, version 1. Commune first in every primary key and index of a commune's data: communes share nothing,
-- and the same schema can be distributed by commune. Identifiers are their 16 bytes. Positions (seq, since, until) rise
-- within a commune. Booleans are 0 and 1; times are milliseconds since 1970.

-- The newest commit of each commune. Locked, and read, before anything else in a transaction that writes.
CREATE TABLE head (
    commune    TEXT    NOT NULL CHECK (length(commune) = 5),
    seq        INTEGER NOT NULL CHECK (seq >= 0),
    mark       BLOB    NOT NULL CHECK (length(mark) = 8),
    -- The latest time of receipt of any change so far: what 180 days are counted back from. No query reads a clock.
    at         INTEGER NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,
    recovering INTEGER NOT NULL DEFAULT 0 CHECK (recovering IN (0, 1)),
    PRIMARY KEY (commune)
) STRICT, WITHOUT ROWID;

-- Every commit's position and random mark, so that a cursor of another history is recognised.
CREATE TABLE mark (
    commune TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    mark    BLOB    NOT NULL CHECK (length(mark) = 8),
    at      INTEGER NOT NULL,
    PRIMARY KEY (commune, seq)
) STRICT, WITHOUT ROWID;

-- Positions that no commit ever used, left by restores: from_seq included, to_seq excluded.
CREATE TABLE skipped (
    commune  TEXT    NOT NULL,
    from_seq INTEGER NOT NULL,
    to_seq   INTEGER NOT NULL CHECK (to_seq > from_seq),
    PRIMARY KEY (commune, from_seq)
) STRICT, WITHOUT ROWID;

-- Records as they are now. A tombstone has no body. With rowid: bodies are long, and the refill of links walks by rowid.
CREATE TABLE record (
    commune TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    id      BLOB    NOT NULL CHECK (length(id) = 16),
    root    BLOB    NOT NULL CHECK (length(root) = 16),
    seq     INTEGER NOT NULL CHECK (seq > 0),
    body    TEXT,
    PRIMARY KEY (commune, kind, id)
) STRICT;
-- The feed of a root.
CREATE INDEX record_of_root ON record (commune, root, seq);

-- Records by a value in their body (doorstep_core::rules::links), refilled from bodies when its version differs. The link
-- of a root to its records is served by record_of_root.
CREATE TABLE link (
    commune TEXT NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    id      BLOB NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (commune, name, value, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_to_record ON link (commune, kind, id);

-- Who last wrote a field, and how strongly.
CREATE TABLE field_mark (
    commune TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    id      BLOB    NOT NULL CHECK (length(id) = 16),
    field   TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    sure    INTEGER NOT NULL CHECK (sure IN (0, 1)),
    at      INTEGER NOT NULL,
    change  BLOB    NOT NULL CHECK (length(change) = 16),
    member  BLOB    NOT NULL CHECK (length(member) = 16),
    PRIMARY KEY (commune, kind, id, field)
) STRICT, WITHOUT ROWID;

-- Who holds, or held, which root. A scope is 'm' or 's' and the 16 bytes of a member or squad, or 'c'.
CREATE TABLE root_grant (
    commune TEXT    NOT NULL,
    root    BLOB    NOT NULL CHECK (length(root) = 16),
    scope   BLOB    NOT NULL CHECK (length(scope) IN (1, 17)),
    since   INTEGER NOT NULL,
    until   INTEGER CHECK (until > since),
    PRIMARY KEY (commune, root, scope, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX root_grant_to_scope ON root_grant (commune, scope, root, since, until);
CREATE UNIQUE INDEX root_grant_open ON root_grant (commune, root, scope) WHERE until IS NULL;

-- Who belongs, or belonged, to which scope.
CREATE TABLE membership (
    commune TEXT    NOT NULL,
    member  BLOB    NOT NULL CHECK (length(member) = 16),
    scope   BLOB    NOT NULL CHECK (length(scope) IN (1, 17)),
    since   INTEGER NOT NULL,
    until   INTEGER CHECK (until > since),
    PRIMARY KEY (commune, member, scope, since)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX membership_open ON membership (commune, member, scope) WHERE until IS NULL;

-- What became of every change, for ever. The text is the receipt as sent.
CREATE TABLE receipt (
    commune TEXT    NOT NULL,
    change  BLOB    NOT NULL CHECK (length(change) = 16),
    hash    BLOB    NOT NULL CHECK (length(hash) = 32),
    member  BLOB    NOT NULL CHECK (length(member) = 16),
    seq     INTEGER NOT NULL CHECK (seq > 0),
    text    TEXT    NOT NULL,
    PRIMARY KEY (commune, change, hash)
) STRICT;
CREATE INDEX receipt_of_member ON receipt (commune, member, seq);

-- Which change took which place in which device's queue.
CREATE TABLE place (
    commune TEXT    NOT NULL,
    device  BLOB    NOT NULL CHECK (length(device) = 16),
    inc     BLOB    NOT NULL CHECK (length(inc) = 16),
    n       INTEGER NOT NULL CHECK (n > 0),
    change  BLOB    NOT NULL CHECK (length(change) = 16),
    PRIMARY KEY (commune, device, inc, n)
) STRICT, WITHOUT ROWID;

-- The highest number received without a gap of each incarnation.
CREATE TABLE high_water (
    commune TEXT    NOT NULL,
    device  BLOB    NOT NULL CHECK (length(device) = 16),
    inc     BLOB    NOT NULL CHECK (length(inc) = 16),
    n       INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (commune, device, inc)
) STRICT, WITHOUT ROWID;

-- Changes that wait for a person or a newer hub, with their bytes. The hub's own have no device.
CREATE TABLE parked (
    commune  TEXT    NOT NULL,
    change   BLOB    NOT NULL CHECK (length(change) = 16),
    device   BLOB    CHECK (length(device) = 16),
    n        INTEGER NOT NULL,
    received INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (commune, change)
) STRICT;

-- The erasure list. Never pruned.
CREATE TABLE erased (
    commune TEXT NOT NULL,
    id      BLOB NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (commune, id)
) STRICT, WITHOUT ROWID;

-- Of the hub, not of a commune: a request brings a token before anybody knows its commune.
CREATE TABLE credential (
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    commune    TEXT NOT NULL,
    device     BLOB NOT NULL CHECK (length(device) = 16),
    PRIMARY KEY (token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_of_device ON credential (commune, device);

CREATE TABLE enrolment_code (
    code_hash  BLOB    NOT NULL CHECK (length(code_hash) = 32),
    commune    TEXT    NOT NULL,
    member     BLOB    NOT NULL CHECK (length(member) = 16),
    expires_at INTEGER NOT NULL,
    label      TEXT    NOT NULL,
    PRIMARY KEY (code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- Tables computed from others: the version they were filled by, and, while a refill is under way, the last rowid done.
CREATE TABLE projection (
    name       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    done_to    INTEGER,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
