-- Old code runs on this.
-- Retention: entries older than a year may give way to a signed root of them. What was pruned is told here and in a signed file beside the anchors;
-- a verifier goes by the file, so a row here alone hides nothing.
create table audit.pruned (
  chain text not null,
  from_seq bigint not null,
  seq bigint not null,
  hash text not null,
  record jsonb not null,
  pruned_at timestamptz not null default now(),
  primary key (chain, seq)
);
alter table audit.pruned enable row level security;
create policy tenant_rows on audit.pruned for select using (chain = (select current_setting('countersign.tenant', true)) or (select current_setting('countersign.tenant', true)) = '*');

-- As before, but for entries that a row of audit.pruned covers.
create or replace function audit.refuse() returns trigger language plpgsql set search_path = pg_catalog, audit as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'event' then
    if exists (select from audit.pruned p where p.chain = old.chain and p.from_seq <= old.seq and p.seq >= old.seq) then
      return old;
    end if;
  end if;
  raise exception 'audit rows are never changed';
end $$;
create trigger pruned_is_immutable before update or delete on audit.pruned for each row execute function audit.refuse();
create trigger pruned_is_kept before truncate on audit.pruned for each statement execute function audit.refuse();
-- Which anchors were written is what tells that their file was lost or cut.
create trigger anchor_is_immutable before update or delete on audit_anchor for each row execute function audit.refuse();
create trigger anchor_is_kept before truncate on audit_anchor for each statement execute function audit.refuse();

-- For the owner alone: the app's role may not call it. A year is the least that is kept, whoever asks.
create function audit.prune(p_chain text, p_record jsonb) returns bigint language plpgsql set search_path = pg_catalog, audit as $$
declare
  v_from bigint := (p_record ->> 'from_seq')::bigint;
  v_seq bigint := (p_record ->> 'seq')::bigint;
  v_newest text;
  v_gone bigint;
begin
  if v_from is distinct from coalesce((select max(p.seq) from audit.pruned p where p.chain = p_chain), 0) + 1 then
    raise exception 'what is pruned begins where the pruning before it ended';
  end if;
  if not exists (select from public.audit_anchor a where a.tenant_id = p_chain and a.seq = v_seq and a.hash = p_record ->> 'hash') then
    raise exception 'what is pruned ends at a signed anchor';
  end if;
  select e.at into v_newest from audit.event e where e.chain = p_chain and e.seq = v_seq;
  if v_newest is null or v_newest >= to_char((clock_timestamp() - interval '365 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') then
    raise exception 'entries are kept for 365 days';
  end if;
  insert into audit.pruned (chain, from_seq, seq, hash, record) values (p_chain, v_from, v_seq, p_record ->> 'hash', p_record);
  delete from audit.event e where e.chain = p_chain and e.seq between v_from and v_seq;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;
revoke all on function audit.prune(text, jsonb) from public;
