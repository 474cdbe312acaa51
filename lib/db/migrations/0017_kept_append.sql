-- Old code runs on this: every function does what it did, and one is new.
-- All writers of a chain queue for its advisory lock, so its head is read without being locked a second time, and a connection may keep the plan of each.
create or replace function audit.append_one(p_chain text, p_kind text, p_subject text, p_actor text, p_body text)
returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  v_prev text;
  v_at text;
  v_parts text := encode(sha256(convert_to(p_kind, 'UTF8')), 'hex') || E'\n' || encode(sha256(convert_to(p_subject, 'UTF8')), 'hex') || E'\n' ||
    encode(sha256(convert_to(p_actor, 'UTF8')), 'hex') || E'\n' || encode(sha256(convert_to(p_body, 'UTF8')), 'hex') || E'\n';
begin
  if current_setting('countersign.tenant', true) is distinct from p_chain then
    raise exception 'an event is appended to the chain of its own tenant';
  end if;
  perform pg_advisory_xact_lock(7416004, hashtext(p_chain));
  select h.seq + 1, h.hash into seq, v_prev from audit.head h where h.chain = p_chain;
  if not found then
    insert into audit.head (chain, seq, hash) values (p_chain, 0, repeat('0', 64));
    seq := 1;
    v_prev := repeat('0', 64);
  end if;
  v_at := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  hash := encode(sha256(convert_to(
    'countersign-audit-v1' || E'\n' || p_chain || E'\n' || seq || E'\n' || v_at || E'\n' || v_parts || v_prev, 'UTF8')), 'hex');
  insert into audit.event values (p_chain, seq, v_at, p_kind, p_subject, p_actor, p_body, v_prev, hash);
  update audit.head h set seq = append_one.seq, hash = append_one.hash where h.chain = p_chain;
  return next;
end $$;

create or replace function audit.append_all(p_chain text, p_kinds text[], p_subjects text[], p_actors text[], p_bodies text[])
returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  v_prev text;
  v_at text;
begin
  if current_setting('countersign.tenant', true) is distinct from p_chain then
    raise exception 'an event is appended to the chain of its own tenant';
  end if;
  perform pg_advisory_xact_lock(7416004, hashtext(p_chain));
  select h.seq, h.hash into seq, hash from audit.head h where h.chain = p_chain;
  if not found then
    seq := 0;
    hash := repeat('0', 64);
    insert into audit.head values (p_chain, seq, hash);
  end if;
  for i in 1 .. coalesce(array_length(p_kinds, 1), 0) loop
    seq := seq + 1;
    v_prev := hash;
    v_at := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    hash := encode(sha256(convert_to(
      'countersign-audit-v1' || E'\n' || p_chain || E'\n' || seq || E'\n' || v_at || E'\n' ||
      encode(sha256(convert_to(p_kinds[i], 'UTF8')), 'hex') || E'\n' ||
      encode(sha256(convert_to(p_subjects[i], 'UTF8')), 'hex') || E'\n' ||
      encode(sha256(convert_to(p_actors[i], 'UTF8')), 'hex') || E'\n' ||
      encode(sha256(convert_to(p_bodies[i], 'UTF8')), 'hex') || E'\n' || v_prev, 'UTF8')), 'hex');
    insert into audit.event values (p_chain, seq, v_at, p_kinds[i], p_subjects[i], p_actors[i], p_bodies[i], v_prev, hash);
  end loop;
  update audit.head h set seq = append_all.seq, hash = append_all.hash where h.chain = p_chain;
  return next;
end $$;

-- As before, one of the same queue.
create or replace function audit.append(p_chain text, p_kind text, p_subject text, p_actor text, p_body text)
returns table (seq bigint, hash text)
language sql security definer set search_path = pg_catalog, audit as $$
  select * from audit.append_one(p_chain, p_kind, p_subject, p_actor, p_body)
$$;

-- A change that is nothing but its event: the whole transaction is this one statement. It commits without waiting for the disk; `flush_log` follows it.
create function audit.append_alone(p_chain text, p_kind text, p_subject text, p_actor text, p_body text)
returns table (seq bigint, hash text)
language plpgsql as $$
begin
  perform set_config('countersign.tenant', p_chain, true), set_config('synchronous_commit', 'off', true);
  return query select * from audit.append_one(p_chain, p_kind, p_subject, p_actor, p_body);
end $$;
revoke all on function audit.append_alone(text, text, text, text, text) from public;

-- Begins what a change does for one tenant: row-level security holds it to that tenant, and its commit lets go of its locks before the disk has it.
create function begin_change(p_tenant text) returns bigint language plpgsql as $$
begin
  perform set_config('countersign.tenant', p_tenant, true), set_config('synchronous_commit', 'off', true);
  return (select t.clock_offset_ms from public.tenant t where t.tenant_id = p_tenant);
end $$;
