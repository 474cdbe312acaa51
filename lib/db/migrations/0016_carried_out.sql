-- Old code runs on this: the columns fill themselves from the body.
-- What the boards of carried-out plans list, sum and page by, so that none of them reads the bodies of thousands of cases. `carried_out_at` is null for
-- a run that failed before its first change, or never began: it has nothing to verify. The text is an instant with three decimals, so it sorts as time.
alter table cases
  add column carried_out_at text generated always as (
    case when body -> 'plan' <> 'null' and body #>> '{run,state}' not in ('stale_plan', 'failed') then body #>> '{run,finished_at}' end
  ) stored,
  add column expected_saving numeric generated always as ((body #>> '{plan,expected_savings,expected}')::numeric) stored,
  add column saving_currency text generated always as (body #>> '{plan,expected_savings,currency}') stored,
  -- Of the newest check that measured a saving: per day.
  add column measured_saving numeric generated always as (
    (jsonb_path_query_array(body, '$.checks[*] ? (@.savings != null)') -> -1 -> 'savings' ->> 'point')::numeric
  ) stored,
  add column predicted_saving numeric generated always as (
    (jsonb_path_query_array(body, '$.checks[*] ? (@.savings != null)') -> -1 -> 'savings' ->> 'predicted')::numeric
  ) stored,
  -- The template of a plan whose actions all use it; null for a mixed plan.
  add column only_template text generated always as (
    case when jsonb_path_query_array(body, '$.plan.actions[*] ? (@.template != $.plan.actions[0].template)') = '[]'
      then body #>> '{plan,actions,0,template}' end
  ) stored,
  add column run_state text generated always as (body #>> '{run,state}') stored;
create index cases_carried_out on cases (tenant_id, carried_out_at desc, case_id desc) where carried_out_at is not null;
