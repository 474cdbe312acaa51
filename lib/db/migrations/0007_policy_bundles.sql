-- Old code runs on this: it knows neither table and asks the shipped policies alone.
-- A tenant's own policies. They only forbid, so a bundle is the shipped policies and these; its digest names both.
create table policy_bundle (
  tenant_id text not null references tenant,
  bundle_digest text not null,
  -- The shipped policies it was checked with. After an upgrade the same files make another bundle, which is proposed again.
  shipped_digest text not null,
  files jsonb not null,
  note text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  -- Which stored decisions flip against the bundle that was active then, and how much money they move.
  diff jsonb not null,
  primary key (tenant_id, bundle_digest)
);
create index policy_bundle_recent on policy_bundle (tenant_id, proposed_at desc);

-- The last row of a tenant names the bundle that decides; without one the shipped policies decide alone.
create table policy_activation (
  tenant_id text not null references tenant,
  seq bigint generated always as identity,
  bundle_digest text not null,
  activated_by text not null,
  activated_by_name text not null,
  activated_at timestamptz not null,
  reason text not null,
  primary key (tenant_id, seq)
);

-- The inputs of past decisions, which a proposed bundle is asked again.
create index evidence_policy_facts on evidence (tenant_id, (source ->> 'retrieved_at')) where kind = 'policy.facts';
