import type { AuditView } from '@/schemas/audit-view'

/** The address of the ledger with these filters; `before` for an older page. */
export function auditHref(filter: AuditView['filter'], before: number | null = null): string {
  const query = new URLSearchParams()
  for (const [name, value] of [
    ['case', filter.case_id],
    ['kind', filter.noun],
    ['who', filter.actor_id],
    ['before', before],
  ] as const)
    if (value !== null) query.set(name, String(value))
  return query.size === 0 ? '/audit' : `/audit?${query}`
}
