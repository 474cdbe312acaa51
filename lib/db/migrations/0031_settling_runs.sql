-- Old code runs on this: the column fills itself from the body.
-- The accounts of a case whose run waits until its targets have settled, one for each action of its plan; null where none waits for that. Such a run is under way
-- for as long as it takes, and is counted against the limits without reading the bodies of all cases.
alter table cases
  add column settling_accounts jsonb generated always as (
    case when jsonb_path_exists(body, '$.run.steps[*] ? (@.step == "settle" && @.status == "running")')
      then jsonb_path_query_array(body, '$.plan.actions[*].account_id') end) stored;
create index cases_settling on cases (tenant_id) where settling_accounts is not null;
