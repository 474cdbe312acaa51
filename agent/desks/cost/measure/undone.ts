import { connectionsOf } from '@/agent/desks/cost/connect/connections'
import type { SavingsCourse } from '@/lib/cases/course-store'
import { claimedCases } from '@/lib/cases/ledger-store'
import { moveCase } from '@/lib/cases/move'
import { openCaseBeside, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { listed } from '@/lib/desks/cost/checks/measured-on-text'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { add, compareDecimal, subtract } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { type CameUndone, cameUndone, countedTo } from '@/lib/verification/came-undone'
import { type RestatedClaim, restatedClaim } from '@/lib/verification/restated-claim'
import { watchedSince } from '@/lib/verification/watched-since'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'
import { type Replaced, replacedBeside } from './replaced-beside'
import { type BillLook, type SavingsRead, savingsInput } from './savings-input'
import { effectOf } from './verify'

/**
 * Looks after savings that were claimed, with every bill. A claim ends where its change was taken back, where its cost stands at the level of its incident
 * again, or where that is billed on others in its slice; its case is reopened for a person, unless a later case of the incident is open and goes on with it.
 * Cases that cannot be compared stay as they are. Resolves to the course of the claims that hold, for the ledger to count on.
 */
export async function watchSavings(tenant_id: string, look: BillLook): Promise<SavingsCourse[]> {
  const { warehouse, now } = look
  const cases = await claimedCases(tenant_id, watchedSince(now))
  if (cases.length === 0) return []
  const { cloud } = await connectionsOf(tenant_id)
  const holding: SavingsCourse[] = []
  for (const c of cases) {
    const { run } = c
    const closing = c.checks.findLast((check) => check.savings !== null)
    if (run?.finished_at == null || closing?.savings == null || cameUndoneBefore(c)) continue
    const read = await savingsInput(c, look, run.finished_at, closing.savings.days)
    const course = trajectory(read.input)
    const end = await endOf(c, { closing, saved_per_day: closing.savings.point, course }, read, look)
    const effect = await effectOf(cloud, c, run, now)
    if (end.undone === null && effect.status !== 'missing')
      holding.push({ case_id: c.case_id, trajectory: course, data_version: warehouse.data_version, read_at: now, evidence: read.evidence })
    else await endClaim(c, lastCheck(c, end, effect, course, now), end.seen, now)
  }
  return holding
}

type Claim = { closing: VerificationCheck; saved_per_day: Decimal; course: SavingsCourse['trajectory'] }
/** What the bill says against a claim: since when it is undone, by what on others, and what a bill that came again makes of it. `seen` is what tells that. */
type End = { undone: CameUndone | null; replaced: Replaced | null; restated: RestatedClaim | null; seen: Evidence[] }

async function endOf(c: Case, { closing, saved_per_day, course }: Claim, read: SavingsRead, look: BillLook): Promise<End> {
  const counted_to = countedTo(closing)
  const restated = restatedClaim(closing.trajectory, course)
  const nothing: End = { undone: null, replaced: null, restated, seen: read.evidence }
  if (counted_to === null) return nothing
  const claim = { saved_per_day: leftOf(saved_per_day, restated), counted_to }
  const back = cameUndone(course, claim)
  if (back !== null) return { ...nothing, undone: back }
  const replaced = await replacedBeside(c, claim, read, look)
  return replaced === null ? nothing : { undone: replaced.undone, replaced, restated, seen: [...read.evidence, replaced.slice] }
}

/** The check that says that a claim has ended. */
function lastCheck(c: Case, end: End, effect: VerificationCheck['effect'], course: SavingsCourse['trajectory'], now: Instant): VerificationCheck {
  return {
    check: 'after the close',
    at: now,
    // Health was judged when it closed; this look is about money and the change alone.
    health: { status: 'unknown', signals: [] },
    effect: { ...effect, detail: detailOf(c, end, effect, now) },
    savings: null,
    outcome: 'escalate',
    reason: 'came_undone',
    next_check_at: null,
    trajectory: course,
    undone_since: end.undone?.since ?? dayOf(now),
    evidence_ids: end.seen.map((e) => e.evidence_id),
  }
}

/** A claim by what a bill that came again has left of it; by what it was where that is nothing or more. */
function leftOf(saved_per_day: Decimal, restated: RestatedClaim | null): Decimal {
  const now = restated === null ? saved_per_day : add(saved_per_day, subtract(restated.is, restated.was))
  return compareDecimal(now, '0') > 0 && compareDecimal(now, saved_per_day) < 0 ? now : saved_per_day
}

function detailOf(c: Case, { undone, replaced, restated }: End, effect: VerificationCheck['effect'], now: Instant): string {
  const cost =
    undone === null
      ? 'the bill does not show it yet'
      : `${formatRate(undone.saved_per_day, c.currency, 'day')} is saved over the ${undone.days} days from ${day(undone.since, now)}`
  if (effect.status === 'missing') return `the change was taken back (${effect.detail}), ${cost}`
  if (replaced !== null) return `${cost} in the slice, because ${listed(replaced.resource_ids)} began there since: what left its resources is billed on others`
  if (restated !== null && compareDecimal(restated.is, '0') <= 0)
    return `${cost}: the bill came again, and ${formatRate(restated.is, c.currency, 'day')} was saved on the days that it was measured on`
  if (effect.status === 'in_place') return `${cost}, although the change is in place: something else in this scope grew`
  return `${cost}; whether the change is in place is ${effect.detail}`
}

const day = (value: Day, now: Instant): string => formatDay(value, now)

/** Whether this was said of it already, and a later case of its incident has it. */
const cameUndoneBefore = ({ checks }: Case): boolean => checks.at(-1)?.undone_since !== undefined

/** Of one incident one case is open: where a later one is, this one stays closed and says where it goes on. */
async function endClaim(c: Case, check: VerificationCheck, evidence: Evidence[], now: Instant): Promise<void> {
  await change(c.tenant_id, async (tx) => {
    await putEvidence(tx, c.tenant_id, evidence)
    const beside = (await openCaseBeside(c, tx))?.case_id ?? null
    const detail = beside === null ? check.effect.detail : `${check.effect.detail}; ${beside} goes on with it`
    const told = { ...check, effect: { ...check.effect, detail } }
    const next = moveCase(c, beside === null ? 'escalated' : 'partial', now, 'The saving no longer holds', {
      checks: [...c.checks, told],
      evidence_ids: [...new Set([...c.evidence_ids, ...check.evidence_ids])],
    })
    const saved = await saveCase(tx, next, c.revision)
    const body = { because: detail, undone_since: check.undone_since ?? null, effect: check.effect.status, beside, tenant_now: now }
    return { result: saved, events: [{ kind: beside === null ? 'case.reopened' : 'case.updated', subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
}
