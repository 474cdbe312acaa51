-- Old code runs on this: it knows no such table.
-- Closed months that a provider stated anew, each told once: nothing of it is usage, so it is no case. Of one month at most one is open.
create table restatement (
  tenant_id text not null references tenant,
  restatement_id text not null,
  source text not null,
  billing_month text not null,
  state text not null check (state in ('open', 'acknowledged', 'withdrawn')),
  to_version int not null,
  body jsonb not null,
  primary key (tenant_id, restatement_id)
);
create unique index restatement_open on restatement (tenant_id, source, billing_month) where state = 'open';
create index restatement_month on restatement (tenant_id, source, billing_month, to_version desc);
