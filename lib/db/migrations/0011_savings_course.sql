-- Old code runs on this: nothing of an old table changes.
-- How cost has gone since a claimed saving, as the latest bill shows it: what the ledger counts while the saving holds. Made anew with every bill.
create table savings_course (
  tenant_id text not null references tenant,
  case_id text primary key references cases,
  -- Day by day: what was spent and what would have been, as a check holds it.
  trajectory jsonb not null,
  data_version text not null,
  read_at timestamptz not null
);
