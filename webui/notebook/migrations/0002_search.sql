create table links (
    target text not null,
    page_id integer not null references pages (id) on delete cascade,
    primary key (target, page_id)
) strict, without rowid;

create index links_by_page on links (page_id);

-- Where a page stands in the index. The number rises with each change, so the index is in the
-- order of the last change, and its newest pages are read first.
create table search_places (
    place integer primary key,
    page_id integer not null unique references pages (id) on delete cascade
) strict;

-- Pages whose text the index doesn't have yet, or has as it was before.
create table search_waiting (
    page_id integer primary key references pages (id) on delete cascade
) strict;

-- Only which pages hold a token: neither how often nor where. The tokens are made in Python
-- (webui/notebook/search/tokens.py); what is listed here are the signs that they begin with.
create virtual table search_index using fts5 (
    tokens, content = '', contentless_delete = 1, detail = none,
    tokenize = "ascii tokenchars '!#$%&+-/<=>@[]^_|~'"
);

-- Every word that some page had, for words that are nearly typed.
create table search_words (
    word text primary key
) strict, without rowid;

create table saved_searches (
    name text primary key,
    query text not null,
    saved_at integer not null
) strict, without rowid;

create table recent_searches (
    query text primary key,
    asked_at integer not null
) strict, without rowid;

insert into search_places (place, page_id)
select row_number() over (order by updated_at, id), id from pages where deleted_at is null;

insert into search_waiting (page_id) select id from pages where deleted_at is null;

-- How many pages a list of tags shows beside each: those with the tag itself, and those with it or
-- one below it ("a/b" is below "a").
create table tag_counts (
    tag text primary key,
    own integer not null,
    pages integer not null
) strict, without rowid;

insert into tag_counts (tag, own, pages)
with recursive above (tag, page_id) as (
    select tag, page_id from tags
    -- What follows the last slash goes, and the slash.
    union select rtrim(rtrim(tag, replace(tag, '/', '')), '/'), page_id from above
    where instr(tag, '/')
)
select tag, (select count(*) from tags where tags.tag = above.tag), count(*)
from above group by tag;
