/** Continues the chain as `audit.append` does, and moves its head once. */
export const fillChain = (chain: string, entries: number): string => `
  do $$ declare
    e audit.event; n bigint;
  begin
    select * into e from audit.event where chain = '${chain}' order by seq desc limit 1;
    for n in 1 .. ${entries} loop
      e.seq := e.seq + 1;
      e.prev := e.hash;
      e.subject := 'case_' || n % 500;
      e.hash := encode(sha256(convert_to('countersign-audit-v1' || E'\\n' || e.chain || E'\\n' || e.seq || E'\\n' || e.at || E'\\n' ||
        encode(sha256(convert_to(e.kind, 'UTF8')), 'hex') || E'\\n' || encode(sha256(convert_to(e.subject, 'UTF8')), 'hex') || E'\\n' ||
        encode(sha256(convert_to(e.actor, 'UTF8')), 'hex') || E'\\n' || encode(sha256(convert_to(e.body, 'UTF8')), 'hex') || E'\\n' || e.prev, 'UTF8')), 'hex');
      insert into audit.event select e.*;
    end loop;
    update audit.head set seq = e.seq, hash = e.hash where chain = e.chain;
  end $$`
