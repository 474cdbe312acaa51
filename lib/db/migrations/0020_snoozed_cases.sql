-- Old code runs on this: the columns fill themselves from the body.
-- Which cases somebody put away, and until when. The text is an instant with three decimals in UTC, so it sorts as time.
alter table cases
  add column is_snoozed boolean generated always as (coalesce(body -> 'snoozed', 'null') <> 'null') stored,
  add column snoozed_until text collate "C" generated always as (body #>> '{snoozed,until}') stored;
create index cases_snoozed on cases (tenant_id, snoozed_until) where snoozed_until is not null;
