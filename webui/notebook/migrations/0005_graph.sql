-- What pages hold beside their words: links with the sentence that they stand in, and tasks. All of
-- it follows the text within the transaction of the save. Which page an address leads to changes
-- with pages, not with texts: there triggers keep it, whoever changes a page.
drop table links;

create table links (
    id integer primary key,
    target text not null,
    page_id integer not null references pages (id) on delete cascade,
    -- Where the link's own words begin and end in its sentence.
    mark_start integer not null,
    mark_end integer not null,
    sentence text not null,
    unique (target, page_id)
) strict;

create index links_by_page on links (page_id);

-- Every address that some page links to, and the page that it leads to, if there is one.
create table link_targets (
    target text primary key,
    links integer not null,
    page_id integer references pages (id) on delete set null
) strict, without rowid;

create index link_targets_by_page on link_targets (page_id);
create index link_targets_missing on link_targets (links, target) where page_id is null;

-- Pages that no other page links to. The journal has its calendar, and is left out.
create table orphans (
    page_id integer primary key references pages (id) on delete cascade
) strict;

create trigger links_added after insert on links begin
    insert into link_targets (target, links, page_id) values (
        new.target,
        1,
        coalesce(
            (select id from pages where slug = new.target and deleted_at is null),
            (select id from former_slugs join pages on id = page_id
                where former_slugs.slug = new.target and deleted_at is null)
        )
    ) on conflict (target) do update set links = links + 1;
end;

create trigger links_removed after delete on links begin
    update link_targets set links = links - 1 where target = old.target;
    delete from link_targets where target = old.target and links = 0;
end;

create trigger pages_added after insert on pages when new.deleted_at is null begin
    update link_targets set page_id = new.id where target = new.slug;
    insert into orphans (page_id) select new.id where new.slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = new.id);
end;

create trigger pages_moved after update of slug, deleted_at on pages
when old.slug is not new.slug or old.deleted_at is not new.deleted_at begin
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select id from former_slugs join pages on id = former_slugs.page_id
            where former_slugs.slug = target and deleted_at is null)
    ) where target in (
        select old.slug union select new.slug
        union select slug from former_slugs where page_id = new.id
    );
    delete from orphans where page_id = new.id;
    insert into orphans (page_id) select new.id
        where new.deleted_at is null and new.slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = new.id);
end;

create trigger former_slugs_added after insert on former_slugs begin
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select id from pages where id = new.page_id and deleted_at is null)
    ) where target = new.slug;
end;

create trigger link_targets_added after insert on link_targets when new.page_id is not null begin
    delete from orphans where page_id = new.page_id;
end;

create trigger link_targets_led after update of page_id on link_targets
when old.page_id is not new.page_id begin
    delete from orphans where page_id = new.page_id;
    insert or ignore into orphans (page_id) select id from pages
        where id = old.page_id and deleted_at is null and slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = old.page_id);
end;

create trigger link_targets_removed after delete on link_targets when old.page_id is not null begin
    insert or ignore into orphans (page_id) select id from pages
        where id = old.page_id and deleted_at is null and slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = old.page_id);
end;

create table tasks (
    id integer primary key,
    page_id integer not null references pages (id) on delete cascade,
    -- Counted from 0.
    line integer not null,
    done integer not null,
    -- A day, as in 2026-11-30.
    due text,
    text text not null
) strict;

create index tasks_by_page on tasks (page_id, line);
create index tasks_open_by_page on tasks (page_id, line) where done = 0;
create index tasks_open_by_day on tasks (due, page_id, line) where done = 0;

-- Pages that were written before there were these tables.
create table graph_waiting (
    page_id integer primary key references pages (id) on delete cascade
) strict;

insert into graph_waiting (page_id) select id from pages where deleted_at is null;

insert into orphans (page_id)
select id from pages where deleted_at is null and slug not glob 'journal/*';
