-- Old code cannot run on this: it is the first schema.
-- Two roles: the owner (whoever migrates) and countersign_app, which cannot touch audit rows but through audit.append.

create schema audit;

create table tenant (
  tenant_id text primary key,
  name text not null,
  currency text not null default 'USD',
  time_zone text not null default 'UTC',
  is_demonstration boolean not null default false,
  -- Added to the system clock to give the tenant's clock; only the demonstration tenant's is ever moved.
  clock_offset_ms bigint not null default 0,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table person (
  person_id text primary key,
  tenant_id text not null references tenant,
  name text not null,
  email text not null,
  roles text[] not null,
  title text not null default '',
  unique (tenant_id, email)
);

create table session (
  -- SHA-256 of the cookie value: a stolen table opens no session.
  token_hash text primary key,
  person_id text not null references person,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create table evidence (
  tenant_id text not null references tenant,
  evidence_id text not null,
  kind text not null,
  digest text not null,
  source jsonb not null,
  completeness double precision not null,
  gaps jsonb not null,
  body jsonb not null,
  stored_at timestamptz not null default now(),
  primary key (tenant_id, evidence_id)
);

-- One row per (source, billing month, version): an import becomes visible by inserting these in one transaction.
create table bill_manifest (
  tenant_id text not null references tenant,
  source text not null,
  billing_month text not null,
  data_version integer not null,
  path text not null,
  row_count bigint not null,
  billed_cost numeric(38, 10) not null,
  effective_cost numeric(38, 10) not null,
  currency text not null,
  first_day date not null,
  last_day date not null,
  content_digest text not null,
  import_id text not null,
  imported_at timestamptz not null,
  superseded_at timestamptz,
  primary key (tenant_id, source, billing_month, data_version)
);
create index bill_manifest_current on bill_manifest (tenant_id, source, billing_month) where superseded_at is null;

create table bill_import (
  import_id text primary key,
  tenant_id text not null references tenant,
  source text not null,
  state text not null check (state in ('queued', 'running', 'completed', 'unchanged', 'failed', 'cancelled')),
  files jsonb not null,
  progress jsonb not null default '{}',
  report jsonb,
  requested_by text not null,
  requested_at timestamptz not null,
  finished_at timestamptz
);
create index bill_import_recent on bill_import (tenant_id, requested_at desc);

create table cases (
  case_id text primary key,
  tenant_id text not null references tenant,
  desk text not null,
  incident_key text not null,
  revision integer not null,
  phase text not null,
  status text not null,
  severity text not null,
  at_stake_per_day numeric(38, 10) not null,
  is_closed boolean not null,
  -- Next moment on the tenant's clock at which something is due: a deadline, the end of a veto window, a check.
  due_at timestamptz,
  body jsonb not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index cases_open_incident on cases (tenant_id, desk, incident_key) where not is_closed;
create index cases_inbox on cases (tenant_id, is_closed, at_stake_per_day desc);
create index cases_due on cases (tenant_id, due_at) where due_at is not null;

create table approval (
  approval_id text primary key,
  tenant_id text not null references tenant,
  case_id text not null references cases,
  plan_hash text not null,
  state text not null,
  state_version integer not null,
  deadline timestamptz not null,
  body jsonb not null,
  proposed_at timestamptz not null
);
create index approval_queue on approval (tenant_id, state, deadline);
create unique index approval_open_per_case on approval (case_id) where state in ('pending', 'veto_open');

-- An effect happens at most once per key: the claim is written before the call, the receipt after it.
create table execution_claim (
  idempotency_key text primary key,
  tenant_id text not null references tenant,
  case_id text not null references cases,
  action_id text not null,
  step text not null,
  claimed_at timestamptz not null,
  receipt jsonb
);

create table command_log (
  tenant_id text not null references tenant,
  idempotency_key text not null,
  actor_id text not null,
  body_digest text not null,
  result jsonb not null,
  at timestamptz not null default now(),
  primary key (tenant_id, idempotency_key)
);

-- Conversation transcripts: not decisions, so not audited; every row has an owner.
create table chat_thread (
  thread_id text primary key,
  tenant_id text not null references tenant,
  person_id text not null references person,
  title text not null default '',
  is_shared boolean not null default false,
  frame jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index chat_thread_recent on chat_thread (tenant_id, person_id, updated_at desc);

create table chat_run (
  thread_id text not null references chat_thread on delete cascade,
  run_id text not null,
  input_digest text not null,
  seq bigint generated always as identity,
  state text not null check (state in ('running', 'finished', 'failed', 'stopped')),
  heartbeat_at timestamptz not null default now(),
  -- Compacted events once the run has ended; null while it runs.
  events jsonb,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (thread_id, run_id, input_digest)
);
create unique index chat_run_one_active on chat_run (thread_id) where state = 'running';

create table chat_event (
  thread_id text not null,
  run_id text not null,
  input_digest text not null,
  seq bigint generated always as identity primary key,
  event jsonb not null,
  foreign key (thread_id, run_id, input_digest) references chat_run on delete cascade
);
create index chat_event_follow on chat_event (thread_id, seq);

-- The demonstration tenant's cloud account: what happened to it. Its state and its bills are folds over these rows.
create table simulated_event (
  seq bigint generated always as identity primary key,
  tenant_id text not null references tenant,
  idempotency_key text,
  event jsonb not null,
  unique (tenant_id, idempotency_key)
);

create table audit.head (
  chain text primary key,
  seq bigint not null,
  hash text not null
);

create table audit.event (
  chain text not null,
  seq bigint not null,
  at text not null,
  kind text not null,
  subject text not null,
  actor text not null,
  body text not null,
  prev text not null,
  hash text not null,
  primary key (chain, seq)
);
create index event_subject on audit.event (chain, subject, seq desc);

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise exception 'audit rows are never changed';
end $$;
create trigger event_is_immutable before update or delete on audit.event for each row execute function audit.refuse();
create trigger event_is_kept before truncate on audit.event for each statement execute function audit.refuse();

-- The head row serialises writers of one chain. The record that is hashed can be rebuilt with sha256sum alone.
create function audit.append(p_chain text, p_kind text, p_subject text, p_actor text, p_body text)
returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  v_seq bigint;
  v_prev text;
  v_at text := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  v_hash text;
begin
  insert into audit.head as h (chain, seq, hash) values (p_chain, 0, repeat('0', 64)) on conflict do nothing;
  select h.seq + 1, h.hash into v_seq, v_prev from audit.head h where h.chain = p_chain for update;
  v_hash := encode(sha256(convert_to(
    'countersign-audit-v1' || E'\n' || p_chain || E'\n' || v_seq || E'\n' || v_at || E'\n' ||
    encode(sha256(convert_to(p_kind, 'UTF8')), 'hex') || E'\n' ||
    encode(sha256(convert_to(p_subject, 'UTF8')), 'hex') || E'\n' ||
    encode(sha256(convert_to(p_actor, 'UTF8')), 'hex') || E'\n' ||
    encode(sha256(convert_to(p_body, 'UTF8')), 'hex') || E'\n' || v_prev, 'UTF8')), 'hex');
  insert into audit.event values (p_chain, v_seq, v_at, p_kind, p_subject, p_actor, p_body, v_prev, v_hash);
  update audit.head h set seq = v_seq, hash = v_hash where h.chain = p_chain;
  return query select v_seq, v_hash;
end $$;
revoke all on function audit.append(text, text, text, text, text) from public;

-- Everything that changes tells the web processes: payload is {tenant_id, topic, id}. One LISTEN connection per process fans out.
create function notify_case() returns trigger language plpgsql as $$
begin
  perform pg_notify('countersign', json_build_object('tenant_id', new.tenant_id, 'topic', 'case', 'id', new.case_id)::text);
  return new;
end $$;
create trigger cases_notify after insert or update on cases for each row execute function notify_case();

create function notify_import() returns trigger language plpgsql as $$
begin
  perform pg_notify('countersign', json_build_object('tenant_id', new.tenant_id, 'topic', 'import', 'id', new.import_id)::text);
  return new;
end $$;
create trigger bill_import_notify after insert or update on bill_import for each row execute function notify_import();

create function notify_tenant() returns trigger language plpgsql as $$
begin
  perform pg_notify('countersign', json_build_object('tenant_id', new.tenant_id, 'topic', 'tenant', 'id', new.tenant_id)::text);
  return new;
end $$;
create trigger tenant_notify after update on tenant for each row execute function notify_tenant();

create function notify_thread() returns trigger language plpgsql as $$
begin
  perform pg_notify('countersign', json_build_object('tenant_id', new.tenant_id, 'topic', 'thread', 'id', new.thread_id)::text);
  return new;
end $$;
create trigger chat_thread_notify after update on chat_thread for each row execute function notify_thread();
