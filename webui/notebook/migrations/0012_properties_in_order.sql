-- Pages by what they say under a name, in the order that lists are sorted by. Numbers have theirs.
create index properties_by_text on properties (name, value collate nocase)
where number is null and place = 0;
