-- The bytes of files, each content once, however many files have it. `size` is what has come so
-- far. One without a digest is arriving; one that no file and no upload has is swept.
create table contents (
    id integer primary key,
    sha256 blob unique,
    size integer not null
) strict;

-- Pieces of 256 kB at most, so that a long file is written and read, and deleted, a bit at a time.
create table pieces (
    id integer primary key,
    content_id integer not null references contents (id) on delete cascade,
    start integer not null,
    bytes blob not null,
    unique (content_id, start)
) strict;

create table files (
    id text primary key,
    name text not null,
    -- The name as names are compared: `![[photo.png]]` finds a file by it.
    slug text not null,
    type text not null,
    size integer not null,
    content_id integer not null references contents (id),
    made_at integer not null,
    deleted_at integer
) strict, without rowid;

create index files_by_slug on files (slug, made_at) where deleted_at is null;
create index files_by_time on files (made_at, id) where deleted_at is null;
create index files_in_trash on files (deleted_at) where deleted_at is not null;
create index files_by_content on files (content_id);

create table uploads (
    id text primary key,
    name text not null,
    size integer not null,
    content_id integer not null references contents (id),
    touched_at integer not null
) strict, without rowid;

create index uploads_by_content on uploads (content_id);

-- Which pages name a file. `is_now` is 0 when only an earlier version of the page does. A text may
-- name a file that is not there.
create table file_uses (
    file_id text not null,
    page_id integer not null references pages (id) on delete cascade,
    is_now integer not null,
    primary key (file_id, page_id)
) strict, without rowid;

create index file_uses_by_page on file_uses (page_id);
