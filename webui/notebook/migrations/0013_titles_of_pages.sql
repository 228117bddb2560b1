-- The titles of some pages, to put them in order without a look at the pages themselves.
create index titles_by_page on pages (id, title collate nocase) where deleted_at is null;

-- The index of searches knew 100 properties of a page, and 100 values of each. It knows them all now.
insert or ignore into search_waiting (page_id)
select page_id from search_places where page_id in (
    select page_id from properties where place >= 100
    union
    select page_id from properties where place = 0 group by page_id having count(*) > 100
);
