import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { addHours } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { takeTurn } from './sweep-store'

testDatabase()
const NOW = '2026-11-19T09:00:00.000Z'
const tenant_id = 'tn_late'
const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' }

/** So many cases that became due one after the other and stay so, whatever is done. */
const becomeDue = (from: number, to: number, of = tenant_id) =>
  change(of, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name) values ($1, $1) on conflict do nothing', [of])
    await tx.query(
      `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, body, due_at, opened_at, updated_at)
       select 'case_' || lpad((n * 7919 % 100000)::text, 5, '0'), $1, 'cost', 'k' || n, 0, 'verify', 'verifying', 'high', 1, false, '{}', $2::timestamptz + n * interval '1 second', $2, $2
       from generate_series($3::int, $4::int) n`,
      [of, addHours(NOW, -48), from, to],
    )
    return { result: undefined, events: [{ kind: 'case.opened', subject: of, actor: { ...actor, tenant_id: of }, body: {} }] }
  })

beforeAll(() => becomeDue(1, 1100))

it('drives every late case in turn, also while the 500 that are late for the longest stay late', async () => {
  const turns = [await takeTurn(tenant_id, NOW, []), await takeTurn(tenant_id, NOW, []), await takeTurn(tenant_id, NOW, [])]
  expect(turns.map((t) => t.length)).toEqual([500, 500, 500])
  expect(new Set(turns.flat()).size).toBe(1100)
  expect(new Set([...(turns[0] ?? []), ...(turns[1] ?? [])]).size).toBe(1000)
})

it('keeps a case that becomes due waiting for no more turns than the late ones fill', async () => {
  await becomeDue(1101, 1101)
  const added = `case_${String((1101 * 7919) % 100_000).padStart(5, '0')}`
  const seen = new Set<string>()
  for (let turn = 0; turn < 3; turn++) for (const id of await takeTurn(tenant_id, NOW, [])) seen.add(id)
  expect([...seen]).toContain(added)
})

it('takes all of them at once where one turn holds them, and none before its moment', async () => {
  await becomeDue(20_001, 20_003, 'tn_few')
  expect(await takeTurn('tn_few', NOW, [])).toHaveLength(3)
  expect(await takeTurn('tn_few', NOW, [])).toHaveLength(3)
  expect(await takeTurn('tn_few', addHours(NOW, -72), [])).toEqual([])
})

it('takes what must be moving in the same turns', async () => {
  expect(await takeTurn('tn_few', addHours(NOW, -72), ['verifying'])).toHaveLength(3)
  expect(await takeTurn('tn_few', addHours(NOW, -72), ['approved'])).toEqual([])
})
