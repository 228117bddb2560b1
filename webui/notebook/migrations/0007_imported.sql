-- What a page came from, so that a second import of the same thing changes the page and makes no
-- other: the program and the collection, and what the page is called there. `revision` is the text
-- that came last, `digest` what it said.
create table imported (
    source text not null,
    key text not null,
    page_id integer not null references pages (id) on delete cascade,
    revision integer not null,
    digest blob not null,
    primary key (source, key)
) strict, without rowid;

create index imported_by_page on imported (page_id);
