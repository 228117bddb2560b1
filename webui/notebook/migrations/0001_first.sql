create table notebook (
    id text not null,
    owner text not null,
    made_at integer not null
) strict;

-- Bodies come last in their rows: what lists read then lies before any overflow page.
create table pages (
    id integer primary key autoincrement,
    slug text not null,
    title text not null,
    revision integer not null,
    created_at integer not null,
    updated_at integer not null,
    deleted_at integer,
    body text not null
) strict;

create unique index pages_by_slug on pages (slug) where deleted_at is null;
create index pages_by_time on pages (updated_at, id) where deleted_at is null;
create index pages_in_trash on pages (deleted_at) where deleted_at is not null;

create table former_slugs (
    slug text primary key,
    page_id integer not null references pages (id) on delete cascade
) strict, without rowid;

create index former_slugs_by_page on former_slugs (page_id);

create table revisions (
    id integer primary key,
    page_id integer not null references pages (id) on delete cascade,
    number integer not null,
    kind text not null check (kind in ('save', 'conflict')),
    title text not null,
    begun_at integer not null,
    saved_at integer not null,
    body text not null,
    unique (page_id, number)
) strict;

-- How to get back to a text that a later save replaced: the text of the revision `next` with
-- `middle` between its first `head` and its last `tail` characters.
create table steps (
    page_id integer not null references pages (id) on delete cascade,
    number integer not null,
    next integer not null,
    head integer not null,
    tail integer not null,
    saved_at integer not null,
    middle text not null,
    primary key (page_id, number)
) strict, without rowid;

create table tags (
    tag text not null,
    page_id integer not null references pages (id) on delete cascade,
    primary key (tag, page_id)
) strict, without rowid;

create index tags_by_page on tags (page_id);

create table sign_ins (
    id text primary key,
    username text not null,
    how text not null check (how in ('password', 'recovery', 'kept', 'setup')),
    started_at integer not null,
    last_seen_at integer not null,
    ended_at integer,
    ended_how text,
    -- What the session holds, as JSON, when it is kept here and not in the cookie.
    session text
) strict, without rowid;

create index sign_ins_by_time on sign_ins (started_at);

create table sign_in_failures (
    id integer primary key,
    failed_at integer not null
) strict;

create table settings (
    name text primary key,
    value text not null
) strict, without rowid;
