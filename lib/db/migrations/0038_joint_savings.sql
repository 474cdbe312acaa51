-- Old code runs on this: the column fills itself from the body.
-- Whether the newest check that measured a saving measured one figure for several plans: what each of them saved is not known.
alter table cases
  add column is_joint_saving boolean generated always as (
    coalesce(jsonb_path_query_array(body, '$.checks[*] ? (@.savings != null)') -> -1 #> '{savings,measured_on,joint_with}', '[]') not in ('[]', 'null')
  ) stored;
