-- Where an address leads, as the view `addresses` says, but asked of each of its parts by itself. A
-- view of several parts that is asked about a column, and not about one value, is read whole: with
-- 100,000 pages that took longer than all the rest of a save.
drop trigger links_added;
drop trigger pages_added;
drop trigger pages_moved;
drop trigger former_slugs_added;
drop trigger aliases_added;
drop trigger aliases_removed;

create trigger links_added after insert on links begin
    insert into link_targets (target, links, page_id) values (new.target, 1, coalesce(
        (select id from pages where slug = new.target and deleted_at is null),
        (select page_id from aliases join pages on id = page_id
            where aliases.slug = new.target and deleted_at is null order by page_id limit 1),
        (select page_id from former_slugs join pages on id = page_id
            where former_slugs.slug = new.target and deleted_at is null),
        (select id from pages
            where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = new.target
            and deleted_at is null and instr(slug, '/') order by id limit 1)
    ))
    on conflict (target) do update set links = links + 1;
end;

create trigger pages_added after insert on pages when new.deleted_at is null begin
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select page_id from aliases join pages on id = page_id
            where aliases.slug = target and deleted_at is null order by page_id limit 1),
        (select page_id from former_slugs join pages on id = page_id
            where former_slugs.slug = target and deleted_at is null),
        (select id from pages
            where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = target
            and deleted_at is null and instr(slug, '/') order by id limit 1)
    )
    where target in (select new.slug union select replace(new.slug, rtrim(new.slug, replace(new.slug, '/', '')), ''));
    insert into orphans (page_id) select new.id where new.slug not glob 'journal/*'
        and not exists (select 1 from link_targets where page_id = new.id);
end;

create trigger pages_moved after update of slug, deleted_at on pages
when old.slug is not new.slug or old.deleted_at is not new.deleted_at begin
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select page_id from aliases join pages on id = page_id
            where aliases.slug = target and deleted_at is null order by page_id limit 1),
        (select page_id from former_slugs join pages on id = page_id
            where former_slugs.slug = target and deleted_at is null),
        (select id from pages
            where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = target
            and deleted_at is null and instr(slug, '/') order by id limit 1)
    )
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
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select page_id from aliases join pages on id = page_id
            where aliases.slug = target and deleted_at is null order by page_id limit 1),
        (select page_id from former_slugs join pages on id = page_id
            where former_slugs.slug = target and deleted_at is null),
        (select id from pages
            where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = target
            and deleted_at is null and instr(slug, '/') order by id limit 1)
    )
    where target = new.slug;
end;

create trigger aliases_added after insert on aliases begin
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select page_id from aliases join pages on id = page_id
            where aliases.slug = target and deleted_at is null order by page_id limit 1),
        (select page_id from former_slugs join pages on id = page_id
            where former_slugs.slug = target and deleted_at is null),
        (select id from pages
            where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = target
            and deleted_at is null and instr(slug, '/') order by id limit 1)
    )
    where target = new.slug;
end;

create trigger aliases_removed after delete on aliases begin
    update link_targets set page_id = coalesce(
        (select id from pages where slug = target and deleted_at is null),
        (select page_id from aliases join pages on id = page_id
            where aliases.slug = target and deleted_at is null order by page_id limit 1),
        (select page_id from former_slugs join pages on id = page_id
            where former_slugs.slug = target and deleted_at is null),
        (select id from pages
            where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = target
            and deleted_at is null and instr(slug, '/') order by id limit 1)
    )
    where target = old.slug;
end;
