-- What the page that a link leads to is called there, for when it is yet to be made.
alter table links add column title text not null default '';

insert or ignore into graph_waiting (page_id) select distinct page_id from links;
