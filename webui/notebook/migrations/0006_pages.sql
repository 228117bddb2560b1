-- What pages say of themselves in their front matter, an item of a list in a row of its own.
-- `name` is lower-case. `number` and `day` ("2026-03-01") are there when the value reads as one.
create table properties (
    page_id integer not null references pages (id) on delete cascade,
    name text not null,
    place integer not null,
    value text not null,
    number real,
    day text,
    primary key (page_id, name, place)
) strict, without rowid;

create index properties_by_value on properties (name, value);
create index properties_by_number on properties (name, number) where number is not null;
create index properties_by_day on properties (name, day) where day is not null;

-- Other names that a page gives itself, as slugs: links find it by them.
create table aliases (
    slug text not null,
    page_id integer not null references pages (id) on delete cascade,
    primary key (slug, page_id)
) strict, without rowid;

create index aliases_by_page on aliases (page_id);

-- Pages that the person keeps at hand, in an order of their own.
create table marks (
    kind text not null check (kind in ('favourite', 'pinned')),
    page_id integer not null references pages (id) on delete cascade,
    place integer not null,
    primary key (kind, page_id)
) strict, without rowid;

create index marks_by_page on marks (page_id);

-- When a page was last opened to be read or written.
create table visits (
    page_id integer primary key references pages (id) on delete cascade,
    visited_at integer not null
) strict;

create index visits_by_time on visits (visited_at);

-- The last part of a slug: `[[Acme]]` finds work/clients/acme when no page is at "acme".
create index pages_by_last_part on pages (replace(slug, rtrim(slug, replace(slug, '/', '')), ''))
where deleted_at is null;

-- Where an address leads: to the page that is there, that has it as another name, that was there
-- before, or that has it as its last part, in this order. Ask with `order by rank, page_id limit 1`.
create view addresses (slug, page_id, rank) as
select slug, id, 1 from pages where deleted_at is null
union all
select aliases.slug, page_id, 2 from aliases join pages on id = page_id where deleted_at is null
union all
select former_slugs.slug, page_id, 3 from former_slugs join pages on id = page_id
where deleted_at is null
union all
select replace(slug, rtrim(slug, replace(slug, '/', '')), ''), id, 4 from pages
where deleted_at is null and instr(slug, '/');

drop trigger links_added;
drop trigger pages_added;
drop trigger pages_moved;
drop trigger former_slugs_added;

create trigger links_added after insert on links begin
    insert into link_targets (target, links, page_id) values (
        new.target,
        1,
        (select page_id from addresses where slug = new.target order by rank, page_id limit 1)
    ) on conflict (target) do update set links = links + 1;
end;

create trigger pages_added after insert on pages when new.deleted_at is null begin
    update link_targets set page_id =
        (select page_id from addresses where slug = target order by rank, page_id limit 1)
    where target in (
        select new.slug
        union select replace(new.slug, rtrim(new.slug, replace(new.slug, '/', '')), '')
    );
    insert into orphans (page_id) select new.id where new.slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = new.id);
end;

create trigger pages_moved after update of slug, deleted_at on pages
when old.slug is not new.slug or old.deleted_at is not new.deleted_at begin
    update link_targets set page_id =
        (select page_id from addresses where slug = target order by rank, page_id limit 1)
    where target in (
        select old.slug union select new.slug
        union select replace(old.slug, rtrim(old.slug, replace(old.slug, '/', '')), '')
        union select replace(new.slug, rtrim(new.slug, replace(new.slug, '/', '')), '')
        union select slug from former_slugs where page_id = new.id
        union select slug from aliases where page_id = new.id
    );
    delete from orphans where page_id = new.id;
    insert into orphans (page_id) select new.id
        where new.deleted_at is null and new.slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = new.id);
end;

create trigger former_slugs_added after insert on former_slugs begin
    update link_targets set page_id =
        (select page_id from addresses where slug = target order by rank, page_id limit 1)
    where target = new.slug;
end;

create trigger aliases_added after insert on aliases begin
    update link_targets set page_id =
        (select page_id from addresses where slug = target order by rank, page_id limit 1)
    where target = new.slug;
end;

create trigger aliases_removed after delete on aliases begin
    update link_targets set page_id =
        (select page_id from addresses where slug = target order by rank, page_id limit 1)
    where target = old.slug;
end;
