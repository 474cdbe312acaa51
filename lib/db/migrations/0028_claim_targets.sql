-- Old code runs on this: it leaves the column empty, and what it claims then cools nothing down.
-- Which resources a claim covers, so that a change is found without its case, whose plan may be another one by then. Rows from before take what their case's
-- plan says now, as they were read until now.
alter table execution_claim add column target_arns text[];
update execution_claim e set target_arns = array(
  select target ->> 'arn' from cases c cross join jsonb_path_query(c.body, '$.plan.actions[*]') action cross join jsonb_path_query(action, '$.targets[*]') target
  where c.case_id = e.case_id and action ->> 'action_id' = e.action_id)
where step = 'apply';
