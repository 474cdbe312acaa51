import type { AskPorts } from '@/agent/agui/graph-agent'
import { loadContext, saveContext } from '@/agent/agui/thread-store'
import { billOf } from '@/agent/ask/bill'
import { accountNames } from '@/app/views/account-names'
import { extrasOf } from '@/app/views/case-intents'
import { getCase, listCases } from '@/lib/cases/store'
import { getEvidence } from '@/lib/evidence/store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'

/** What one person's questions are answered from: their tenant's bill and cases, and nobody else's. */
export function askPorts(actor: Actor): AskPorts {
  const { tenant_id } = actor
  const owner = { tenant_id, person_id: actor.id }
  return {
    async deps() {
      const now = await tenantNow(tenant_id)
      return {
        warehouse: billOf(tenant_id, now),
        cases: {
          list: () => listCases(tenant_id),
          find: (case_id) => getCase(tenant_id, case_id).catch(unknownAsNull),
          async extras(cases) {
            const [only] = cases
            if (cases.length === 1 && only !== undefined) return extrasOf(only)
            const ids = [...new Set(cases.flatMap((c) => c.evidence_ids))]
            const [evidence, account_names] = await Promise.all([getEvidence(tenant_id, ids), accountNames(tenant_id)])
            return { evidence, account_names }
          },
        },
        viewer: actor,
        now,
      }
    },
    context: {
      load: (thread_id) => loadContext(owner, thread_id),
      save: (thread_id, context, question) => saveContext(owner, thread_id, context, question),
    },
  }
}

function unknownAsNull(error: unknown): null {
  if (error instanceof Fault && error.code === 'not_found') return null
  throw error
}
