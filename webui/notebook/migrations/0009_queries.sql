-- What lists over the notebook are ordered by, beside the time of the last change.
create index pages_by_making on pages (created_at, id) where deleted_at is null;
create index pages_by_title on pages (title collate nocase, id) where deleted_at is null;
