-- Old code runs on this: it only adds a table that old code does not know.
-- When a demonstration tenant's clock was last seen going, in system time. A table of its own: the tenant's row tells the browsers when it changes.
create table tenant_clock (
  tenant_id text primary key references tenant,
  seen_at timestamptz not null
);
