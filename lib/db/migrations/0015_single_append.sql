-- Old code runs on this: it only adds functions.
-- One event, which is what nearly every change leaves: no arrays, what does not depend on the chain is hashed before its lock is taken, and writers queue
-- for an advisory lock, which is handed on in order and without reading the row again. Hashes as `audit.append` makes them.
create function audit.append_one(p_chain text, p_kind text, p_subject text, p_actor text, p_body text)
returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  v_seq bigint;
  v_prev text;
  v_at text;
  v_hash text;
  v_parts text := encode(sha256(convert_to(p_kind, 'UTF8')), 'hex') || E'\n' || encode(sha256(convert_to(p_subject, 'UTF8')), 'hex') || E'\n' ||
    encode(sha256(convert_to(p_actor, 'UTF8')), 'hex') || E'\n' || encode(sha256(convert_to(p_body, 'UTF8')), 'hex') || E'\n';
begin
  if current_setting('countersign.tenant', true) is distinct from p_chain then
    raise exception 'an event is appended to the chain of its own tenant';
  end if;
  -- The row is locked as well, for writers that come by the other functions.
  perform pg_advisory_xact_lock(7416004, hashtext(p_chain));
  select h.seq + 1, h.hash into v_seq, v_prev from audit.head h where h.chain = p_chain for update;
  if not found then
    insert into audit.head as h (chain, seq, hash) values (p_chain, 0, repeat('0', 64)) on conflict do nothing;
    select h.seq + 1, h.hash into v_seq, v_prev from audit.head h where h.chain = p_chain for update;
  end if;
  v_at := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  v_hash := encode(sha256(convert_to(
    'countersign-audit-v1' || E'\n' || p_chain || E'\n' || v_seq || E'\n' || v_at || E'\n' || v_parts || v_prev, 'UTF8')), 'hex');
  insert into audit.event values (p_chain, v_seq, v_at, p_kind, p_subject, p_actor, p_body, v_prev, v_hash);
  update audit.head h set seq = v_seq, hash = v_hash where h.chain = p_chain;
  seq := v_seq;
  hash := v_hash;
  return next;
end $$;
revoke all on function audit.append_one(text, text, text, text, text) from public;

-- A function's plan is kept by the session; the same query sent as text is planned in every change, which costs more than running it.
create function clock_offset_of(p_tenant text) returns bigint language plpgsql stable as $$
begin
  return (select t.clock_offset_ms from public.tenant t where t.tenant_id = p_tenant);
end $$;
