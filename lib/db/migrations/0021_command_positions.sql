-- Old code runs on this: both columns are filled when the entry of a command gives way to the signed root of its span.
-- Where the entry of a command stood in its chain, so that the same command is still answered with what happened when the entry is gone.
alter table command_log add column audit_seq bigint, add column audit_hash text;
