-- Old code runs on this: it only adds functions.
-- As `audit.append_all`, and says where each of the events landed: they belong to different changes. Hashes as `audit.append` makes them.
create function audit.append_each(p_chain text, p_kinds text[], p_subjects text[], p_actors text[], p_bodies text[])
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
    return next;
  end loop;
  update audit.head h set seq = append_each.seq, hash = append_each.hash where h.chain = p_chain;
end $$;
revoke all on function audit.append_each(text, text[], text[], text[], text[]) from public;

-- Several changes that are nothing but their events: the whole transaction is this one statement. It commits without waiting for the disk; `flush_log` follows it.
create function audit.append_group(p_chain text, p_kinds text[], p_subjects text[], p_actors text[], p_bodies text[])
returns table (seq bigint, hash text)
language plpgsql as $$
begin
  perform set_config('countersign.tenant', p_chain, true), set_config('synchronous_commit', 'off', true);
  return query select * from audit.append_each(p_chain, p_kinds, p_subjects, p_actors, p_bodies);
end $$;
revoke all on function audit.append_group(text, text[], text[], text[], text[]) from public;
