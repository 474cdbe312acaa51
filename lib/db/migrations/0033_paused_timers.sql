-- Old code runs on this: it knows no such table, and goes on as if nothing were paused.
-- Timers that somebody paused, and since when on the tenant's clock. What they are about stays due on its own row.
create table paused_timer (
  tenant_id text not null references tenant,
  name text not null check (name in ('verification', 'expiry')),
  since timestamptz not null,
  primary key (tenant_id, name)
);
