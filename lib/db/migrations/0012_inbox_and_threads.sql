-- Old code runs on this: the columns fill themselves from the body, and nothing else of an old table changes.
-- What the inbox filters by, so that no filter reads the bodies of a thousand cases. Null where triage has not run, or the case is of no account.
alter table cases add column category text generated always as (body #>> '{cost,triage,category}') stored;
alter table cases add column sub_account_id text generated always as (body #>> '{cost,anomaly,scope,sub_account_id}') stored;

-- A search of the inbox that somebody named. It decides nothing; one that is shared is seen by everybody of the tenant and changed by its maker.
create table saved_view (
  view_id text primary key,
  tenant_id text not null references tenant,
  person_id text not null references person,
  name text not null,
  -- The query string of the page, as the page itself writes it.
  query text not null,
  is_shared boolean not null default false,
  created_at timestamptz not null default now(),
  unique (tenant_id, person_id, name)
);

-- A question that is asked in one tab is told to the others when it starts, not only when it is answered.
create trigger chat_run_notify after insert on chat_run for each row execute function notify_thread();

-- Threads are dropped when nobody used them for long enough; those are found by this.
create index chat_thread_unused on chat_thread (tenant_id, updated_at);
