-- Old code runs on this: it names its columns, and the new one has a default.
-- What a course was read from, so that a chart of it leads to its bill.
alter table savings_course add column evidence_ids text[] not null default '{}';
