-- Old code runs on this.
-- Decided requests are listed a page at a time, the newest first; the text is an instant with three decimals in UTC, so it sorts as time.
create index approval_decided on approval (tenant_id, (body ->> 'closed_at') desc, approval_id) where state not in ('pending', 'veto_open');
