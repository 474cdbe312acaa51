import { accountNames } from '@/app/views/settings/account-names'
import { getEvidence } from '@/lib/evidence/store'
import { type RestatementState, restatementPage } from '@/lib/warehouse/versions/restatement-store'
import type { Actor } from '@/schemas/actor'
import type { RestatementRow, RestatementsPage } from '@/schemas/restated-month'
import { MonthRestatement } from '@/schemas/restatement'
import { restatedMonth } from './restated-months'

/** One page of closed months that came again with other amounts: those in a state, or all that were ever told. */
export async function restatementsPage(actor: Actor, state: RestatementState | null, after: string | null, limit: number): Promise<RestatementsPage> {
  const [{ restatements, next }, names] = await Promise.all([restatementPage(actor.tenant_id, state, after, limit), accountNames(actor.tenant_id)])
  const evidence = await getEvidence(
    actor.tenant_id,
    restatements.map((r) => r.evidence_id),
  )
  const rows = restatements.map((restatement): RestatementRow => {
    const found = evidence.find((e) => e.evidence_id === restatement.evidence_id)
    const amounts = found === undefined ? null : MonthRestatement.parse(found.body)
    return { ...restatement, amounts, shown: amounts === null ? null : restatedMonth(restatement, amounts, actor, names) }
  })
  return { restatements: rows, next }
}
