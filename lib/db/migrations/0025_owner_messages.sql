-- Old code runs on this: it knows no such table.
-- What owners were told, so that nobody is told twice. `sending` is claimed and not answered; `not_known` may have been taken.
create table owner_message (
  tenant_id text not null references tenant,
  message_key text not null,
  case_id text not null,
  connector text not null,
  state text not null check (state in ('sending', 'taken', 'not_known')),
  claimed_at timestamptz not null default now(),
  primary key (tenant_id, message_key)
);
