import { moveCase } from '@/lib/cases/move'
import { lockCase, saveCase } from '@/lib/cases/store'
import { changeIf } from '@/lib/db/change'
import { hasActed } from '@/lib/execution/run-log'
import type { Settling } from '@/lib/execution/settling/settling'
import { systemActor } from '@/lib/identity/system-actor'
import { enqueue } from '@/lib/jobs/queue'
import { enqueueAlone } from '@/lib/jobs/store'
import type { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { clamp } from '@/lib/kernel/stats'
import { addMs, toInstant, toMs } from '@/lib/kernel/time'
import type { Case, CaseWait } from '@/schemas/case'
import { Instant } from '@/schemas/time'
import { nowOf } from './clock'

export type Direction = 'forward' | 'back'

// The tenant's clock may be moved, and room may be given back early, so nobody waits for longer than this at once.
const ASK_AGAIN_MS = { least: 5_000, most: 10 * 60_000 }
// A provider that does not answer is asked again after 15 s, then after twice as long each time and at most every ten minutes: for about 70 minutes.
const FIRST_RETRY_MS = 15_000
const PROVIDER_TRIES = 12
// Targets are looked at again after a quarter of the time that they have taken so far: soon where it takes a minute, and not often where it takes an hour.
const LOOK_AGAIN_MS = { least: 5_000, most: 60_000 }
const TIMED: readonly string[] = ['daily', 'belt', 'template']

/** A limit that is reached is no failure: the run is tried again when there may be room, however often that takes, and the case says so. */
export async function waitForRoom(c: Case, direction: Direction, { message, detail }: Fault): Promise<void> {
  const now = await nowOf(c.tenant_id)
  const { data: retry_at = now } = Instant.safeParse(detail['retry_at'])
  // These limits give room back at a moment that is known; the others do when another run ends.
  const until = TIMED.includes(String(detail['limit'])) ? retry_at : null
  const because = message.replace(/^the plan waits: /, '')
  await keepWaiting(c, direction, clamp(toMs(retry_at) - toMs(now), ASK_AGAIN_MS.least, ASK_AGAIN_MS.most), (seen) => ({
    for: 'room',
    because,
    since: seen?.for === 'room' ? seen.since : now,
    until,
    tries: 0,
  }))
}

/** Nothing could be asked or changed: tried again for about an hour, and then a person is called. */
export async function waitForProvider(c: Case, direction: Direction, { message }: Fault): Promise<void> {
  const now = await nowOf(c.tenant_id)
  const tries = (c.waits?.for === 'provider' ? c.waits.tries : 0) + 1
  if (tries >= PROVIDER_TRIES) return giveUp(c, `it was tried ${tries} times: ${message}`)
  const wait_ms = Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), ASK_AGAIN_MS.most)
  await keepWaiting(c, direction, wait_ms, (seen) => ({
    for: 'provider',
    because: message,
    since: seen?.for === 'provider' ? seen.since : now,
    until: addMs(now, wait_ms),
    tries,
  }))
}

/** Targets are on their way to another state, in which they take no change: the run goes on by itself when they are there. For how long that is waited for, it knows itself. */
export async function waitToSettle(c: Case, direction: Direction, { because, since, until }: Settling): Promise<void> {
  const so_far_ms = toMs(await nowOf(c.tenant_id)) - toMs(since)
  const wait_ms = clamp(so_far_ms / 4, LOOK_AGAIN_MS.least, LOOK_AGAIN_MS.most)
  await keepWaiting(c, direction, wait_ms, () => ({ for: 'settling', because, since, until, tries: 0 }))
}

/** Writes why the run waits, unless the case says so already, and asks again later. */
async function keepWaiting(c: Case, direction: Direction, wait_ms: number, waitOf: (seen: CaseWait | null) => CaseWait): Promise<void> {
  const { tenant_id, case_id } = c
  // What the job began with: steps that were saved since have taken it off the case.
  const waits = waitOf(c.waits ?? null)
  const payload = { tenant_id, case_id, direction }
  // A stop or the kill switch may have woken the run since this look began.
  const later = { key: `execute:${case_id}`, run_at: toInstant(Date.now() + wait_ms), keeps_time: true }
  log.info('a run waits', { tenant_id, case_id, because: waits.because, wait_ms })
  const { result: is_known } = await changeIf(tenant_id, async (tx) => {
    const current = await lockCase(tx, tenant_id, case_id)
    if (current.status !== c.status) return { result: false, unchanged: true as const }
    const seen = current.waits ?? null
    if (seen?.because === waits.because && seen.until === waits.until && seen.tries === waits.tries) return { result: true, unchanged: true as const }
    await enqueue(tx, 'plan.execute', payload, later)
    await saveCase(tx, { ...current, waits }, current.revision)
    const body = { for: waits.for, because: waits.because, until: waits.until, tries: waits.tries, tenant_now: await nowOf(tenant_id) }
    return { result: false, events: [{ kind: 'execution.waits' as const, subject: case_id, actor: systemActor(tenant_id), body }] }
  })
  // A change that finds nothing to write is rolled back, with its jobs.
  if (is_known) await enqueueAlone('plan.execute', payload, later)
}

/** Ends a run that cannot go on by itself: the case says what was done and what was not, and a person decides whether it is tried again. */
export async function giveUp({ tenant_id, case_id, status }: Case, because: string): Promise<void> {
  const now = await nowOf(tenant_id)
  await changeIf(tenant_id, async (tx) => {
    const current = await lockCase(tx, tenant_id, case_id)
    if (current.status !== status) return { result: undefined, unchanged: true as const }
    const has_acted = current.run !== null && hasActed(current.run)
    const trouble = `${has_acted ? 'The run stopped half way' : 'Nothing was done'}: ${because}. Try it again when the cause is gone.`
    await saveCase(tx, moveCase(current, has_acted ? 'escalated' : 'error', now, 'Given up until somebody has looked', { trouble }), current.revision)
    await enqueue(tx, 'case.drive', { tenant_id, case_id })
    const body = { because, has_acted, tenant_now: now }
    return { result: undefined, events: [{ kind: 'execution.given_up' as const, subject: case_id, actor: systemActor(tenant_id), body }] }
  })
}
