-- Old code cannot run on this: it does not say whose rows it wants, and sees none.
-- Second line of tenancy. A connection shows the rows of the tenant in `countersign.tenant` and no others, whatever the query says; '*' is every tenant.
-- Which tables have such rows follows from their columns: `migrate` gives every table with a tenant_id this policy.

alter table session add column tenant_id text references tenant;
update session s set tenant_id = p.tenant_id from person p where p.person_id = s.person_id;
alter table session alter column tenant_id set not null;

alter table chat_run add column tenant_id text references tenant;
update chat_run r set tenant_id = t.tenant_id from chat_thread t where t.thread_id = r.thread_id;
alter table chat_run alter column tenant_id set not null;

alter table chat_event add column tenant_id text references tenant;
update chat_event e set tenant_id = t.tenant_id from chat_thread t where t.thread_id = e.thread_id;
alter table chat_event alter column tenant_id set not null;

alter table audit.event enable row level security;
alter table audit.head enable row level security;
create policy tenant_rows on audit.event for select using (chain = (select current_setting('countersign.tenant', true)) or (select current_setting('countersign.tenant', true)) = '*');
create policy tenant_rows on audit.head for select using (chain = (select current_setting('countersign.tenant', true)) or (select current_setting('countersign.tenant', true)) = '*');

-- As before, and only to the chain of the tenant that the connection works for.
create or replace function audit.append(p_chain text, p_kind text, p_subject text, p_actor text, p_body text)
returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  v_seq bigint;
  v_prev text;
  v_at text := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  v_hash text;
begin
  if current_setting('countersign.tenant', true) is distinct from p_chain then
    raise exception 'an event is appended to the chain of its own tenant';
  end if;
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
