'use client'
import { useRouter } from 'next/navigation'
import { auditHref } from '@/components/screens/audit/audit-href'
import { Select } from '@/components/ui/field'
import type { AuditView } from '@/schemas/audit-view'

/** Which entries of the ledger: of a case, of a kind, of a person. The choice is in the address, so it can be sent to somebody. */
export function AuditFilter({ view }: { view: AuditView }) {
  const router = useRouter()
  const { filter } = view
  const choose = (changed: Partial<AuditView['filter']>) => router.push(auditHref({ ...filter, ...changed }))
  return (
    <div className="flex flex-wrap gap-2 max-md:grid max-md:w-full max-md:grid-cols-2">
      <Select
        aria-label="Entries of"
        value={filter.case_id ?? ''}
        onChange={(e) => choose({ case_id: e.target.value || null })}
        className="max-md:col-span-2 md:max-w-72"
      >
        <option value="">All cases</option>
        {filter.case_id !== null && !view.cases.some((c) => c.case_id === filter.case_id) ? <option value={filter.case_id}>{filter.case_id}</option> : null}
        {view.cases.map((c) => (
          <option key={c.case_id} value={c.case_id}>
            {c.title}
          </option>
        ))}
      </Select>
      <Select aria-label="About" className="min-w-0" value={filter.noun ?? ''} onChange={(e) => choose({ noun: e.target.value || null })}>
        <option value="">Everything</option>
        {view.nouns.map((n) => (
          <option key={n.noun} value={n.noun}>
            {n.title}
          </option>
        ))}
      </Select>
      <Select aria-label="By" className="min-w-0" value={filter.actor_id ?? ''} onChange={(e) => choose({ actor_id: e.target.value || null })}>
        <option value="">Everybody</option>
        {view.actors.map((a) => (
          <option key={a.actor_id} value={a.actor_id}>
            {a.name}
          </option>
        ))}
      </Select>
    </div>
  )
}
