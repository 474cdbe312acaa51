-- What a claim covers, so that limits are counted without reading every case. Rows from before count as nothing.
alter table execution_claim add column account_id text;
alter table execution_claim add column template text;
alter table execution_claim add column environment text;
alter table execution_claim add column targets integer;
create index execution_claim_counted on execution_claim (tenant_id, claimed_at);
