-- Old code runs on this: it passes over what it does not know.
-- Cases that "Plan the rest" opened before a case kept whose rest it is. Which those are, and how many resources each is for, is in the event that they were opened with;
-- a case whose event is no longer kept stays as it is.
update cases c
set body = jsonb_set(c.body, '{rest_of}', jsonb_build_object('case_id', opened.body ->> 'rest_of', 'resources', opened.body -> 'resources'))
from (select chain, subject, audit.body_of(body) as body from audit.event where kind = 'case.rest_opened') opened
where opened.chain = c.tenant_id and opened.subject = c.case_id and not c.body ? 'rest_of' and (opened.body ->> 'resources')::int > 0
  and exists (select 1 from cases first where first.tenant_id = c.tenant_id and first.case_id = opened.body ->> 'rest_of' and first.incident_key = c.incident_key);
