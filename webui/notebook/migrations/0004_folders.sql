-- The folder that a page lies in, from its slug: "work/clients/acme" lies in "work clients". A space
-- comes before every sign that a slug can hold, so a folder and all below it stand side by side, and
-- "work-2" does not come between "work" and what is in it.
alter table pages add column folder text generated always as (
    replace(rtrim(rtrim(slug, replace(slug, '/', '')), '/'), '/', ' ')
) virtual;

create index pages_by_folder on pages (folder, slug) where deleted_at is null;
