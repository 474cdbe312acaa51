-- Old code runs on this: the columns fill themselves from the body.
-- What lists and counters need, so that neither reads the bodies of a thousand cases.
alter table cases add column owner text generated always as (body ->> 'owner') stored;
alter table cases add column headline text generated always as (body ->> 'headline') stored;
