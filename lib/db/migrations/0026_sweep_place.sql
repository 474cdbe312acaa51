-- Old code runs on this: it knows no such table.
-- The case at which the last sweep of a tenant stopped: the next begins behind it, so that cases which stay late keep no other from its turn.
create table sweep_place (
  tenant_id text primary key references tenant,
  after_case text not null
);
