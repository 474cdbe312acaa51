-- Old code runs on this: it leaves the column empty.
-- The plan that a request was sent for and what policy said about it. The case's own plan is replaced when it is made again; what was signed stays readable.
alter table approval add column covers jsonb;
