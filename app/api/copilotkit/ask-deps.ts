import { searchAudit } from '@/agent/ask/audit-search-store'
import { billOf } from '@/agent/ask/bill'
import { caseIndex, caseOfApproval, casesWithRun } from '@/agent/ask/case-index-store'
import type { AskDeps } from '@/agent/ask/port'
import { requestsOf } from '@/agent/ask/request-store'
import { accountNames } from '@/app/views/settings/account-names'
import { systemState } from '@/app/views/system-state'
import { proveAudit } from '@/lib/audit/prove-audit'
import { getCase, getCases } from '@/lib/cases/store'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { getEvidence } from '@/lib/evidence/store'
import { listPeople } from '@/lib/identity/person-store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { auditProof, unproved } from '@/lib/intents/audit-proof'
import { Fault } from '@/lib/kernel/errors'
import { shippedEngine } from '@/lib/policy/bundle-store'
import { findBundle } from '@/lib/policy/change-store'
import type { Actor } from '@/schemas/actor'

/** What one person's questions are answered from: their tenant's bill, cases and trail, and nobody else's. */
export async function askDepsOf(actor: Actor): Promise<AskDeps> {
  const { tenant_id } = actor
  const tenant = await getTenant(tenant_id)
  const now = clockOf(tenant.clock_offset_ms)
  return {
    warehouse: billOf(tenant_id, now),
    cases: {
      index: () => caseIndex(tenant_id),
      find: (case_id) => getCase(tenant_id, case_id).catch(unknownAsNull),
      async many(case_ids) {
        const found = await getCases(tenant_id, case_ids)
        return case_ids.flatMap((id) => found.find((c) => c.case_id === id) ?? [])
      },
      requests: (asked) => requestsOf(tenant_id, asked),
      carriedOut: () => casesWithRun(tenant_id),
      ofApproval: (approval_id) => caseOfApproval(tenant_id, approval_id),
      async extras(cases) {
        const [only] = cases
        // Only a single case needs its desk's steps, and they bring most of the program: a question of the command line starts without them.
        if (cases.length === 1 && only !== undefined) return await (await import('@/app/views/case/case-intents')).extrasOf(only)
        // A list draws the series each anomaly was found in, nothing more.
        const ids = [...new Set(cases.flatMap((c) => c.cost?.anomaly.evidence_ids ?? []))]
        const [evidence, account_names] = await Promise.all([getEvidence(tenant_id, ids), accountNames(tenant_id)])
        return { evidence, account_names }
      },
    },
    async directory() {
      const people = await listPeople(tenant_id)
      return { tenant: tenant.name, people: people.map(({ person_id, name, title }) => ({ id: person_id, name, title })) }
    },
    held: () => latestRun(tenant_id),
    system: () => systemState(tenant_id, now),
    audit: (search) => searchAudit(tenant_id, search),
    prove: (entry) =>
      proveAudit(tenant_id, entry.seq).then(auditProof, (error: unknown) => {
        if (error instanceof Fault && error.code === 'conflict') return unproved(entry)
        throw error
      }),
    async policyTexts(bundle_digest) {
      const [bundle, shipped] = await Promise.all([findBundle(tenant_id, bundle_digest), shippedEngine()])
      return bundle?.files ?? (bundle_digest === shipped.digest ? [] : null)
    },
    viewer: actor,
    now,
    time_zone: tenant.time_zone,
    fiscal_year_starts_in_month: tenant.settings.fiscal_year_starts_in_month,
  }
}

function unknownAsNull(error: unknown): null {
  if (error instanceof Fault && error.code === 'not_found') return null
  throw error
}
