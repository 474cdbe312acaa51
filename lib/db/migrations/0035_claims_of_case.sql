-- A run looks for its own claims before each stretch and when it lets go of its room.
create index execution_claim_of_case on execution_claim (tenant_id, case_id);
