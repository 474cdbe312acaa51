-- Old code runs on this: it only adds a function.
-- All events of one change at once: the head of the chain is read and written once, whatever their number. Hashes as `audit.append` makes them.
create function audit.append_all(p_chain text, p_kinds text[], p_subjects text[], p_actors text[], p_bodies text[])
returns table (seq bigint, hash text)
language plpgsql security definer set search_path = pg_catalog, audit as $$
declare
  v_seq bigint;
  v_hash text;
  v_prev text;
  v_at text;
begin
  if current_setting('countersign.tenant', true) is distinct from p_chain then
    raise exception 'an event is appended to the chain of its own tenant';
  end if;
  select h.seq, h.hash into v_seq, v_hash from audit.head h where h.chain = p_chain for update;
  if not found then
    insert into audit.head as h (chain, seq, hash) values (p_chain, 0, repeat('0', 64)) on conflict do nothing;
    select h.seq, h.hash into v_seq, v_hash from audit.head h where h.chain = p_chain for update;
  end if;
  for i in 1 .. coalesce(array_length(p_kinds, 1), 0) loop
    v_seq := v_seq + 1;
    v_prev := v_hash;
    v_at := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    v_hash := encode(sha256(convert_to(
      'countersign-audit-v1' || E'\n' || p_chain || E'\n' || v_seq || E'\n' || v_at || E'\n' ||
      encode(sha256(convert_to(p_kinds[i], 'UTF8')), 'hex') || E'\n' ||
      encode(sha256(convert_to(p_subjects[i], 'UTF8')), 'hex') || E'\n' ||
      encode(sha256(convert_to(p_actors[i], 'UTF8')), 'hex') || E'\n' ||
      encode(sha256(convert_to(p_bodies[i], 'UTF8')), 'hex') || E'\n' || v_prev, 'UTF8')), 'hex');
    insert into audit.event values (p_chain, v_seq, v_at, p_kinds[i], p_subjects[i], p_actors[i], p_bodies[i], v_prev, v_hash);
  end loop;
  update audit.head h set seq = v_seq, hash = v_hash where h.chain = p_chain;
  return query select v_seq, v_hash;
end $$;
revoke all on function audit.append_all(text, text[], text[], text[], text[]) from public;
