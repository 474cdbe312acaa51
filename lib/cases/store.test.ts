import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { inventory, NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { scratch } from '@/lib/db/scratch'
import { putEvidence } from '@/lib/evidence/store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { CaseStatus } from '@/schemas/case'
import { templateHistory } from './history-store'
import { isClosed, moveCase } from './move'
import { findLatestCase, getCase, insertCase, isCheckDue, listCases, lockCase, saveCase } from './store'
import { takeTurn } from './sweep-store'
import { openTicket } from './ticket'

testDatabase()
const { tenant_id } = TENANT
const made = (case_id: string, over = {}) => ({ ...storyCase({ policy_digest: 'a'.repeat(64), case_id }), ...over })
const event = (subject: string) => ({ kind: 'case.updated' as const, subject, actor: system, body: {} })
const write = async <T>(case_id: string, work: (tx: Parameters<Parameters<typeof change>[1]>[0]) => Promise<T>): Promise<T> =>
  (await change(tenant_id, async (tx) => ({ result: await work(tx), events: [event(case_id)] }))).result
const put = (case_id: string, over = {}) => write(case_id, (tx) => insertCase(tx, made(case_id, over)))

beforeAll(async () => {
  await seedTenant()
  await write('evidence', (tx) => putEvidence(tx, tenant_id, [inventory()]))
})

describe('a case row', () => {
  it('comes back as it was written, and is nobody else’s', async () => {
    await put('case_round')
    expect(await getCase(tenant_id, 'case_round')).toEqual(made('case_round'))
    await expect(getCase('tn_other', 'case_round')).rejects.toMatchObject({ code: 'not_found' })
    await expect(write('case_round', (tx) => lockCase(tx, 'tn_other', 'case_round'))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('takes the first of two changes made from the same revision and refuses the second', async () => {
    await put('case_race')
    const c = await getCase(tenant_id, 'case_race')
    const both = await Promise.allSettled([1, 2].map((n) => write('case_race', (tx) => saveCase(tx, { ...c, headline: `writer ${n}` }, c.revision))))
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    expect((await getCase(tenant_id, 'case_race')).revision).toBe(c.revision + 1)
  })

  it('is read as it is now, whoever has written it since this process knew it', async () => {
    await put('case_known')
    const known = await getCase(tenant_id, 'case_known')
    expect(await getCase(tenant_id, 'case_known')).toBe(known)
    // Past every store of ours, and with the revision that it had.
    await scratch(`update cases set body = jsonb_set(body, '{headline}', '"by hand"') where tenant_id = $1 and case_id = 'case_known'`, [tenant_id])
    expect(await getCase(tenant_id, 'case_known')).toEqual({ ...known, headline: 'by hand' })
  })

  it('is, once it is locked, what the writer before has left, and what it was where that one gave up', async () => {
    await put('case_waits')
    const before = await getCase(tenant_id, 'case_waits')
    for (const gives_up of [false, true]) {
      let isLocked = (): void => undefined
      const locked = new Promise<void>((resolve) => {
        isLocked = resolve
      })
      const first = write('case_waits', async (tx) => {
        const c = await lockCase(tx, tenant_id, 'case_waits')
        isLocked()
        await saveCase(tx, { ...c, headline: gives_up ? 'given up' : 'first' }, c.revision)
        if (gives_up) throw new Fault('conflict', 'changed my mind')
      }).catch(() => undefined)
      await locked
      const second = await write('case_waits', (tx) => lockCase(tx, tenant_id, 'case_waits'))
      await first
      expect(second).toEqual({ ...before, headline: 'first', revision: before.revision + 1 })
      expect(await getCase(tenant_id, 'case_waits')).toEqual(second)
    }
  })

  it('is one open case per incident, however often it is opened', async () => {
    await put('case_first', { incident_key: 'same' })
    await expect(put('case_second', { incident_key: 'same' })).rejects.toThrow(/cases_open_incident/)
    const c = await getCase(tenant_id, 'case_first')
    await write('case_first', (tx) => saveCase(tx, moveCase(c, 'accepted', addHours(NOW, 1), 'known'), c.revision))
    expect((await findLatestCase(tenant_id, 'cost', 'same'))?.status).toBe('accepted')
    await put('case_second', { incident_key: 'same', opened_at: addHours(NOW, 2) })
    expect((await findLatestCase(tenant_id, 'cost', 'same'))?.case_id).toBe('case_second')
  })
})

describe('the inbox', () => {
  it('ranks open cases by money at stake and puts closed ones last', async () => {
    await put('case_small', { at_stake_per_day: '9.5' })
    await put('case_large', { at_stake_per_day: '1000' })
    const ids = (await listCases(tenant_id)).map((c) => c.case_id)
    expect(ids[0]).toBe('case_large')
    expect(ids.indexOf('case_small')).toBeLessThan(ids.indexOf('case_first'))
    expect(ids.at(-1)).toBe('case_first')
    expect((await listCases(tenant_id, { is_closed: false })).map((c) => c.case_id)).toEqual(ids.slice(0, -1))
    expect((await listCases(tenant_id, { limit: 2 })).map((c) => c.case_id)).toEqual(ids.slice(0, 2))
  })
})

describe('what is due', () => {
  it('is found at its moment and not before, and is forgotten by the next change', async () => {
    await put('case_due')
    const c = await getCase(tenant_id, 'case_due')
    await write('case_due', (tx) => saveCase(tx, c, c.revision, addHours(NOW, 5)))
    const seen = async (hours: number) => [
      await isCheckDue(tenant_id, 'case_due', addHours(NOW, hours)),
      (await takeTurn(tenant_id, addHours(NOW, hours), [])).length > 0,
    ]
    expect([await seen(4.99), await seen(5), await seen(6)]).toEqual([
      [false, false],
      [true, true],
      [true, true],
    ])
    expect(await takeTurn('tn_other', addHours(NOW, 6), [])).toEqual([])
    const next = await getCase(tenant_id, 'case_due')
    await write('case_due', (tx) => saveCase(tx, next, next.revision))
    expect(await seen(6)).toEqual([false, false])
  })

  it('also is what should be moving and stands still', async () => {
    await put('case_stalled', { status: 'approved' })
    expect(await takeTurn(tenant_id, NOW, ['approved', 'triaged'])).toEqual(['case_stalled'])
  })
})

describe('moving on', () => {
  it.each(CaseStatus.options)('keeps phase, timeline and what closes a case together at %s', (status) => {
    const c = moveCase(made('case_moved'), status, NOW, 'because')
    expect(c.timeline.at(-1)).toEqual({ phase: c.phase, status, at: NOW, note: 'because' })
    expect(c.phase === 'closed').toBe(isClosed(c))
    expect(c.updated_at).toBe(NOW)
  })

  it('gives a case the same ticket every time', () => {
    const c = made('case_91c6f8e09c')
    expect(openTicket(c)).toEqual(openTicket(c))
    expect(openTicket(c).key).toBe('CS-91C6F8')
  })
})

describe('what a template has done', () => {
  it('counts its runs and rollbacks of the last ninety days, in this tenant only', async () => {
    const run = (state: string, finished_at: string) => ({
      run_id: 'run_a',
      case_id: 'case_h',
      plan_hash: 'b'.repeat(64),
      state,
      steps: [],
      snapshots: [],
      diff: [],
      started_at: finished_at,
      finished_at,
      reversible_until: null,
    })
    await put('case_ran', { run: run('succeeded', addHours(NOW, -1)) })
    await put('case_undone', { run: run('rolled_back', addHours(NOW, -2)) })
    await put('case_stale', { run: run('stale_plan', addHours(NOW, -2)) })
    await put('case_old', { run: run('rolled_back', addHours(NOW, -24 * 91)) })
    expect(await templateHistory(tenant_id, NOW)).toEqual({ schedule_nonprod: { runs: 2, rollbacks: 1 } })
    expect(await templateHistory('tn_other', NOW)).toEqual({})
  })
})

describe('an incident', () => {
  it('is with its open case as long as there is one, also where a later one has ended', async () => {
    await put('case_earlier', moveCase(made('case_earlier', { incident_key: 'two' }), 'verified', addHours(NOW, 2), 'saved'))
    await put('case_later', moveCase(made('case_later', { incident_key: 'two', opened_at: addHours(NOW, 2) }), 'accepted', addHours(NOW, 2), 'known'))
    expect((await findLatestCase(tenant_id, 'cost', 'two'))?.case_id).toBe('case_later')
    const c = await getCase(tenant_id, 'case_earlier')
    await write('case_earlier', (tx) => saveCase(tx, moveCase(c, 'escalated', addHours(NOW, 3), 'The saving no longer holds'), c.revision))
    expect((await findLatestCase(tenant_id, 'cost', 'two'))?.case_id).toBe('case_earlier')
  })
})
