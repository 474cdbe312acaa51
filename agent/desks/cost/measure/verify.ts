import { type Connections, connectionsOf } from '@/agent/desks/cost/connect/connections'
import { currentDefects } from '@/agent/desks/cost/watch/mended-bill'
import { forbidsRollbackAlone } from '@/lib/commands/asking-policy/forbids-rollback-alone'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { isWatchedAWeek } from '@/lib/desks/cost/actions/watched-a-week'
import type { BillDays } from '@/lib/desks/cost/checks/history'
import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { readEffect } from '@/lib/execution/claims/read-effect'
import { invariant } from '@/lib/kernel/errors'
import { addDays, dayOf } from '@/lib/kernel/time'
import { overallHealth } from '@/lib/verification/compare-signal'
import { judge } from '@/lib/verification/judge'
import { appliedActions, whyNotAlone } from '@/lib/verification/rolls-back-alone'
import { dueCheck, SKIPPED_DAYS } from '@/lib/verification/schedule'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'
import { readHealth } from './read-health'
import { type SavingsRead, savingsInput } from './savings-input'
import { sayWell, wasWellLately } from './well-lately'

/**
 * Looks once at a carried-out plan: health of what depends on it, whether the change is still in place, and what was saved against its
 * counterfactual. Null while everything is healthy and the bill does not hold the days yet that the check is about: bills arrive late.
 */
export async function verifyCase(c: Case, now: Instant, connections?: Connections): Promise<{ check: VerificationCheck; evidence: Evidence[] } | null> {
  const { plan, run } = c
  invariant(plan && run?.finished_at, `case ${c.case_id} has nothing to verify`)
  const executed_at = run.finished_at
  const is_watched_a_week = mainActions(plan).some(isWatchedAWeek)
  const due = dueCheck(executed_at, now, is_watched_a_week)
  const wanted_days = due?.settled_days ?? 0
  const readBill = async () => {
    const [warehouse, last] = await Promise.all([openWarehouse(c.tenant_id, now), latestRun(c.tenant_id)])
    return savingsInput(c, { warehouse, defects: await currentDefects(last, warehouse, now), now }, executed_at, wanted_days)
  }
  const bill = wanted_days > 0 && wasWellLately(run.run_id, now) ? await readBill() : null
  if (bill !== null && isLate(bill, executed_at, wanted_days)) return null
  const connected = Promise.resolve(connections ?? connectionsOf(c.tenant_id))
  const effectNow = connected.then(({ cloud }) => effectOf(cloud, c, run, now))
  const [read, signals, effect] = await Promise.all([
    bill ?? readBill(),
    connected.then(({ health }) => readHealth({ health, actions: appliedActions(c), run, checks: c.checks, effectNow, now })),
    effectNow,
  ])
  const { input, evidence } = read
  const health = { status: overallHealth(signals), signals }
  if (health.status === 'ok' && isLate(read, executed_at, wanted_days)) {
    sayWell(run.run_id, now)
    return null
  }
  const savings = wanted_days === 0 ? null : realizedSavings(input)
  const why_not = whyNotAlone(c, now)
  const forbidden = health.status === 'degraded' && why_not === null ? await forbidsRollbackAlone(c, now) : []
  const judged = judge({
    health: health.status,
    effect: effect.status,
    savings,
    rollback: why_not === null && forbidden.length === 0 ? 'possible' : 'impossible',
    risk_tier: plan.risk.tier,
    predicted_per_day: input.predicted_per_day,
    executed_at,
    is_watched_a_week,
    now,
  })
  const check: VerificationCheck = {
    check: due?.check ?? 'first look',
    at: now,
    health,
    effect,
    savings,
    ...judged,
    ...(forbidden.length === 0 ? {} : { rollback_alone_forbidden: forbidden }),
    trajectory: trajectory(input),
    evidence_ids: evidence.map((e) => e.evidence_id),
  }
  return { check, evidence }
}

/** Whether a check waits for its bill. Days that the bill lacks may still come; a day that is not known is waited for as long again as the check is about. */
function isLate({ input, delivered_days }: SavingsRead, executed_at: Instant, wanted_days: number): boolean {
  const lacks_days = countedDays(input.bill_days ?? [], executed_at) < wanted_days
  return lacks_days && countedDays(delivered_days, executed_at) < 2 * wanted_days
}

/** Settled days of the bill that a saving may be measured on. */
const countedDays = (bill_days: BillDays, executed_at: Instant): number =>
  bill_days.filter((d) => d.is_settled && d.day >= addDays(dayOf(executed_at), SKIPPED_DAYS)).length

/** Whether the world is still as the plan left it. Not being able to look is unknown, not in place. */
export async function effectOf(cloud: Connections['cloud'], c: Case, run: Run, now: Instant): Promise<VerificationCheck['effect']> {
  if (cloud === null) return { status: 'unknown', detail: 'not known: no cloud account is connected' }
  if (c.plan === null) return { status: 'unknown', detail: 'not known: the case has no plan any more' }
  return readEffect({ plan: c.plan, run, templates: COST_ACTIONS, port: cloud, now })
}
