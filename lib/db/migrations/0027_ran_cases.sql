-- Old code runs on this: the columns fill themselves from the body.
-- What plans and policy count of runs, so that neither reads the bodies of all cases of a tenant. The text is an instant with three decimals in UTC, so it
-- sorts as time. `templates` has one for each action of the plan; `earlier_runs` is null for a case that never ran before its present plan.
alter table cases
  add column run_finished_at text collate "C" generated always as (body #>> '{run,finished_at}') stored,
  add column templates jsonb generated always as (jsonb_path_query_array(body, '$.plan.actions[*].template')) stored,
  add column earlier_runs jsonb generated always as (body -> 'earlier_runs') stored;
create index cases_ran on cases (tenant_id, run_finished_at) where run_finished_at is not null;
create index cases_ran_before on cases (tenant_id) where earlier_runs is not null;
