-- Old code cannot run on this: a session needs its id.
-- Who somebody is with the identity provider: issuer and subject, which never change, unlike an e-mail address.
alter table person add column subject text;
create unique index person_subject on person (tenant_id, subject);

-- A session keeps its id while the value of its cookie is replaced; ending it ends every value.
alter table session add column session_id text;
update session set session_id = left(token_hash, 24);
alter table session alter column session_id set not null;
alter table session add column method text not null default 'local' check (method in ('local', 'oidc'));
alter table session add column rotated_at timestamptz;
-- When its person last proved to be there with a passkey.
alter table session add column stepped_up_at timestamptz;
-- What the provider asks for when it is told that somebody signed out.
alter table session add column id_token_hint text;
create index session_of_person on session (tenant_id, person_id);
create index session_by_id on session (session_id);

create function notify_session() returns trigger language plpgsql as $$
begin
  if old.revoked_at is null and new.revoked_at is not null then
    perform pg_notify('countersign', json_build_object('tenant_id', new.tenant_id, 'topic', 'session', 'id', new.session_id)::text);
  end if;
  return new;
end $$;
create trigger session_notify after update on session for each row execute function notify_session();

-- A person's own token, or that of a service account, which is no person and never approves.
create table access_token (
  token_id text primary key,
  tenant_id text not null references tenant,
  -- SHA-256 of the token: a stolen table opens nothing.
  token_hash text not null unique,
  kind text not null check (kind in ('personal', 'service')),
  -- Whose token it is, or who answers for the service account.
  person_id text not null references person,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index access_token_of_tenant on access_token (tenant_id, person_id);

create table passkey (
  credential_id text primary key,
  tenant_id text not null references tenant,
  person_id text not null references person,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_of_person on passkey (tenant_id, person_id);

-- One open question to a browser per session and purpose, answered once.
create table passkey_challenge (
  tenant_id text not null references tenant,
  session_id text not null,
  purpose text not null check (purpose in ('register', 'step_up')),
  challenge text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, session_id, purpose)
);

-- Anchors are files that the owner of the database cannot reach; these rows say which were written, and how far the chain was found whole.
create table audit_anchor (
  tenant_id text not null references tenant,
  seq bigint not null,
  hash text not null,
  anchor jsonb not null,
  written_at timestamptz not null default now(),
  primary key (tenant_id, seq)
);
