import { changeIf } from '@/lib/db/change'
import { big } from '@/lib/kernel/money'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import { dueOf, lockCase, saveCase } from './store'

/** Why a case that was put away comes back now; null while it stays away. `per_day` is the rise as the newest look at the bill finds it. */
function whyAwake({ snoozed, at_stake_per_day }: Pick<Case, 'snoozed' | 'at_stake_per_day'>, now: Instant, per_day: Decimal = at_stake_per_day): string | null {
  if (snoozed == null) return null
  if (snoozed.until !== null && snoozed.until <= now) return 'its day has come'
  return snoozed.above_per_day !== null && big(per_day).gt(big(snoozed.above_per_day)) ? `it grew to ${per_day} a day` : null
}

/** Brings a case back to the open list by itself, once its day has come or its rise has grown. Resolves to the case as it is then. */
export async function wakeCase(c: Case, system: Actor, now: Instant, per_day?: Decimal): Promise<Case> {
  if (whyAwake(c, now, per_day) === null) return c
  const { result } = await changeIf(c.tenant_id, async (tx) => {
    const current = await lockCase(tx, c.tenant_id, c.case_id)
    const because = whyAwake(current, now, per_day)
    if (because === null || current.snoozed == null) return { result: current, unchanged: true }
    const saved = await saveCase(tx, { ...current, snoozed: null, updated_at: now }, current.revision, await dueOf(tx, c.tenant_id, c.case_id))
    const body = { because, was: current.snoozed, tenant_now: now }
    return { result: saved, events: [{ kind: 'case.woken', subject: c.case_id, actor: system, body }] }
  })
  return result
}
