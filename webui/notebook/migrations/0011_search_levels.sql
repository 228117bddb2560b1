-- How often a page says a word is told in six steps, not four: every page is read again.
insert or ignore into search_waiting (page_id) select page_id from search_places;
