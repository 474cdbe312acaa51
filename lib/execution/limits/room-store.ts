import { keptRows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { type Query, scratchAlone } from '@/lib/db/scratch-alone'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { addHours, dayOf, startOfDay } from '@/lib/kernel/time'
import { Environment, type Plan } from '@/schemas/action'
import { CaseWait } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import type { CountedClaim, ExecutionLimits, Held } from './limits'
import { nextStretch, type Room, roomFor } from './stretch'

type Row = Omit<CountedClaim, 'claimed_at'> & { claimed_at: Date }

/**
 * Lets a plan, or what is left of one that has begun, go as far as limits let it, or says which limit holds it back. Counting and keeping room are one step: two plans that
 * begin at the same moment are counted one after the other, and the second sees the first. Room is kept as a claim of the step `begin`, under which no effect is ever asked for.
 */
export const takeRoom = (tenant_id: string, left: Plan, limits: ExecutionLimits, now: Instant, has_begun = false): Promise<Room> =>
  scratchAlone(tenant_id, 'execution-room', async (query) => {
    const plan = { ...left, actions: mainActions(left) }
    const room = roomFor(plan, await countClaims(query, tenant_id, plan, now), limits, now, has_begun)
    if ('held' in room) return room
    // Neither taking nor leaving room waits for the disk: the first claim of an effect does, later in the same log, and what is lost before it began nothing.
    for (const { action_id, account_id, template, environment, targets } of plan.actions.filter((a) => room.may_begin.includes(a.action_id)))
      await query(
        `with loose as materialized (select set_config('synchronous_commit', 'off', true))
         insert into execution_claim (tenant_id, idempotency_key, case_id, action_id, step, claimed_at, account_id, template, environment, targets)
         select $1, $2, $3, $4, 'begin', $5::timestamptz, $6, $7, $8, $9::int from loose on conflict (idempotency_key) do update set claimed_at = excluded.claimed_at,
           account_id = excluded.account_id, template = excluded.template, environment = excluded.environment, targets = excluded.targets`,
        [tenant_id, `room:${plan.case_id}:${action_id}`, plan.case_id, action_id, now, account_id, template, environment, targets.length],
      )
    return room
  })

/** Why the next stretch of a plan that has begun has no room yet, and when it has; null where it has by now. */
export const whenRoom = (tenant_id: string, left: Plan, limits: ExecutionLimits, now: Instant): Promise<Held | null> =>
  scratchAlone(tenant_id, 'execution-room', async (query) =>
    nextStretch(left, await countClaims(query, tenant_id, left, now), limits, now, 'what is left of the plan'),
  )

/** What counts against a plan's limits now, for who only looks: nothing is kept. */
export const claimsBeside = (tenant_id: string, plan: Plan, now: Instant): Promise<CountedClaim[]> => countClaims(keptRows, tenant_id, plan, now)

/** Gives back the room of a run that is over. */
export async function leaveRoom(tenant_id: string, case_id: string): Promise<void> {
  await scratch(
    `with loose as materialized (select set_config('synchronous_commit', 'off', true))
     delete from execution_claim using loose where tenant_id = $1 and case_id = $2 and step = 'begin'`,
    [tenant_id, case_id],
  )
}

/** What was asked for lately, what room is kept for other plans, and which of them wait until their targets have settled. */
async function countClaims(query: Query, tenant_id: string, plan: Plan, now: Instant): Promise<CountedClaim[]> {
  return (await Promise.all([askedFor(query, tenant_id, plan, now), settlingBeside(query, tenant_id, plan, now)])).flat()
}

async function askedFor(query: Query, tenant_id: string, { case_id }: Plan, now: Instant): Promise<CountedClaim[]> {
  // The day of the first of the last 60 minutes, for the limit by the hour. What failed without effect counts too: it was asked for. Room that
  // was kept counts until its own action is claimed.
  const claims = await query<Row>(
    `select case_id, account_id, template, environment, targets, claimed_at, receipt is null as is_open
     from execution_claim e where tenant_id = $1 and claimed_at >= $2 and template is not null and (step = 'apply' or (step = 'begin' and case_id <> $3
       and not exists (select 1 from execution_claim a where a.tenant_id = $1 and a.case_id = e.case_id and a.action_id = e.action_id and a.step = 'apply'
         and a.claimed_at >= e.claimed_at)))
     order by claimed_at`,
    [tenant_id, startOfDay(dayOf(addHours(now, -1))), case_id],
  )
  return claims.map((row) => ({ ...row, environment: Environment.parse(row.environment), claimed_at: new Date(row.claimed_at).toISOString() }))
}

/**
 * Runs of other plans that wait until their targets have settled are under way for as long as that takes, whatever of theirs was answered and however long ago: one row for each of
 * their accounts. One that waits for room itself is not, so that no two wait for one another.
 */
async function settlingBeside(query: Query, tenant_id: string, { case_id }: Plan, now: Instant): Promise<CountedClaim[]> {
  const found = await query<{ case_id: string; account_id: string; waits: unknown }>(
    `select distinct case_id, account_id, body -> 'waits' as waits from cases cross join jsonb_array_elements_text(settling_accounts) account_id
     where tenant_id = $1 and case_id <> $2 and settling_accounts is not null and status in ('executing', 'rolling_back')
       and body #>> '{waits,for}' is distinct from 'room'
     order by case_id, account_id`,
    [tenant_id, case_id],
  )
  return found.map(({ waits, ...run }) => {
    const why = CaseWait.nullish().parse(waits)
    const settling = why?.for === 'settling' && why.until !== null ? { settling: { because: why.because, until: why.until } } : {}
    return { ...run, ...settling, template: null, environment: null, targets: 0, claimed_at: now, is_open: true }
  })
}
