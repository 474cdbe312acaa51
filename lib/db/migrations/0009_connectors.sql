-- Old code runs on this: it knows none of these tables.
-- Deploys and configuration changes that other services told us about.
create table change_event (
  tenant_id text not null references tenant,
  event_id text not null,
  hook_id text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  type text not null check (type in ('deploy', 'config', 'scale', 'schedule', 'flag')),
  service_name text not null,
  sub_account_id text not null,
  title text not null,
  url text,
  primary key (tenant_id, event_id)
);
create index change_event_by_time on change_event (tenant_id, at);

-- Deliveries that were accepted: the same one a second time changes nothing.
create table hook_delivery (
  tenant_id text not null references tenant,
  hook_id text not null,
  delivery_id text not null,
  received_at timestamptz not null,
  primary key (tenant_id, hook_id, delivery_id)
);

-- What asking a service that charges for it has cost on one UTC day, in millionths of a dollar.
create table connector_spend (
  tenant_id text not null references tenant,
  connector text not null,
  day date not null,
  requests integer not null,
  micro_usd bigint not null,
  primary key (tenant_id, connector, day)
);

-- What the last test of each connector said.
create table connector_check (
  tenant_id text not null references tenant,
  connector text not null,
  checked_at timestamptz not null,
  test jsonb not null,
  primary key (tenant_id, connector)
);

-- The last answer of a source that takes minutes to ask, such as a sweep of an account and region.
create table kept_answer (
  tenant_id text not null references tenant,
  connector text not null,
  place text not null,
  asked_at timestamptz not null,
  evidence jsonb not null,
  primary key (tenant_id, connector, place)
);

-- The ticket that stands for one incident in another service.
create table ticket_link (
  tenant_id text not null references tenant,
  connector text not null,
  dedupe_key text not null,
  ticket jsonb not null,
  opened_at timestamptz not null,
  primary key (tenant_id, connector, dedupe_key)
);

-- Work that comes round. A row exists once the work was looked at; the hours are those of the tenant's clock and time zone.
create table schedule (
  tenant_id text not null references tenant,
  name text not null,
  cron text not null,
  is_paused boolean not null default false,
  next_run_at timestamptz not null,
  primary key (tenant_id, name)
);
create index schedule_due on schedule (next_run_at) where not is_paused;

create table schedule_run (
  tenant_id text not null references tenant,
  run_id bigint generated always as identity,
  name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null check (outcome in ('running', 'done', 'failed', 'skipped')),
  detail text not null,
  asked_by text,
  primary key (tenant_id, run_id)
);
create index schedule_run_recent on schedule_run (tenant_id, name, run_id desc);
