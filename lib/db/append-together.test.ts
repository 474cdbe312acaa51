import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '@/e2e/scripts/test-database'
import { verifyAudit } from '@/lib/audit/store'
import type { AuditEvent } from '@/schemas/audit'
import { columnsOf } from './append-events'
import { appendTogether } from './append-together'
import { change } from './change'
import { everyTenant } from './every-tenant'

const database = testDatabase()

const event = (tenant_id: string, subject: string, body: Record<string, unknown> = {}): AuditEvent => ({
  kind: 'case.updated',
  subject,
  actor: { kind: 'system', id: 'worker', name: 'Wörker ✓', roles: [], tenant_id, surface: 'system' },
  body,
})
const append = async (tenant_id: string, subject: string, ...more: string[]) => {
  const events = [event(tenant_id, subject), ...more.map((each) => event(tenant_id, each))] as [AuditEvent, ...AuditEvent[]]
  return (await change(tenant_id, async () => ({ result: undefined, events }))).audit
}
const entries = (tenant_id: string) =>
  everyTenant<{ seq: string; subject: string; hash: string; xmin: string }>('select seq, subject, hash, xmin from audit.event where chain = $1 order by seq', [
    tenant_id,
  ])
const numbers = (count: number) => Array.from({ length: count }, (_, n) => `${n}`)

beforeAll(() =>
  everyTenant(`insert into tenant (tenant_id, name) select 'tn_' || n, n from unnest('{order,many,bad,lost,disk,full,two,other,late}'::text[]) n`),
)

it('gives each of 40 callers at once a position of its own, in the order they came, and the chain verifies', async () => {
  const landed = await Promise.all(numbers(40).map((n) => append('tn_order', n)))
  expect(landed.map((at) => at.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  const written = await entries('tn_order')
  expect(written.map(({ seq, subject, hash }) => [Number(seq), subject, hash])).toEqual(landed.map((at, n) => [n + 1, `${n}`, at.hash]))
  expect(new Set(written.map((e) => e.xmin)).size).toBe(1) // one commit
  expect(await verifyAudit('tn_order')).toMatchObject({ is_intact: true, checked: 40 })
})

it('keeps the events of one change together and tells the position of its last', async () => {
  const landed = await Promise.all([append('tn_many', 'a', 'b'), append('tn_many', 'c'), append('tn_many', 'd', 'e', 'f')])
  expect(landed.map((at) => at.seq)).toEqual([2, 3, 6])
  expect((await entries('tn_many')).map((e) => e.subject).join('')).toBe('abcdef')
  expect(await verifyAudit('tn_many')).toMatchObject({ is_intact: true, checked: 6 })
})

it('refuses one event that the database cannot keep to its own caller, and keeps the others in their order', async () => {
  const subjects = ['a', 'b', 'no text holds \u0000', 'c', 'd']
  const told = await Promise.allSettled(subjects.map((subject) => append('tn_bad', subject)))
  expect(told.map((t) => (t.status === 'fulfilled' ? t.value.seq : 'refused'))).toEqual([1, 2, 'refused', 3, 4])
  expect((await entries('tn_bad')).map((e) => e.subject).join('')).toBe('abcd')
  expect(await verifyAudit('tn_bad')).toMatchObject({ is_intact: true, checked: 4 })
})

it('tells everybody of a connection that was lost, sends nothing twice, and goes on with the next', async () => {
  const owner = new pg.Client({ connectionString: database.owner_url() })
  await owner.connect()
  // Somebody else holds the head of the chain, so that what is appended waits in the database.
  await owner.query("select pg_advisory_lock(7416004, hashtext('tn_lost'))")
  const told = Promise.allSettled(numbers(5).map((n) => append('tn_lost', n)))
  const waiting = () =>
    owner.query(
      "select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and not granted and datname = current_database()",
    )
  await expect.poll(async () => (await waiting()).rowCount).toBe(1)
  expect((await told).map((t) => t.status)).toEqual(numbers(5).map(() => 'rejected'))
  await owner.end()
  expect((await append('tn_lost', 'next')).seq).toBe(1)
})

it('acknowledges nobody before the disk has it', async () => {
  const place = async (of: 'insert' | 'flush') => (await everyTenant<{ lsn: string }>(`select pg_current_wal_${of}_lsn() as lsn`))[0]?.lsn
  const is_after = async (a: string | undefined, b: string | undefined) =>
    (await everyTenant<{ is_after: boolean }>('select $1::pg_lsn > $2::pg_lsn as is_after', [a, b]))[0]?.is_after
  for (let round = 0; round < 10; round++) {
    // Everything that these callers write comes after this place in the log, which is flushed in order.
    const before = await place('insert')
    const flushed = await Promise.all(numbers(10).map((n) => append('tn_disk', n).then(() => place('flush'))))
    for (const at of flushed) expect(await is_after(at, before)).toBe(true)
  }
})

it('is one chain for two processes that append at the same time', async () => {
  const args = ['--import', 'tsx', 'lib/db/fixtures/append-many.ts', database.owner_url(), 'tn_two', '60']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  await lines.next()
  child.stdin.write('go')
  const own = await Promise.all(numbers(60).map((n) => append('tn_two', n)))
  const others = z.array(z.number()).parse(JSON.parse((await lines.next()).value ?? ''))
  await once(child, 'exit')
  expect([...own.map((at) => at.seq), ...others].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
  expect(own.map((at) => at.seq)).toEqual(own.map((at) => at.seq).sort((a, b) => a - b))
  expect(await verifyAudit('tn_two')).toMatchObject({ is_intact: true, checked: 120 })
})

it('reaches the chain of its own tenant only, and the app role has no other way in', async () => {
  await Promise.all([append('tn_other', 'a'), append('tn_two', 'b')])
  expect((await entries('tn_other')).map((e) => e.subject)).toEqual(['a'])
  const sql = "select * from audit.append_each('tn_other', '{case.updated}', '{x}', '{a}', '{b}')"
  await expect(everyTenant(sql)).rejects.toThrow('the chain of its own tenant')
})

it('forgets nobody who comes just when the last group has been told, however few turns later', async () => {
  const one = (subject: string) => appendTogether('tn_late', [columnsOf(event('tn_late', subject), null)])
  for (let turns = 0; turns < 8; turns++) {
    const first = one('first')
    const second = first.then(async () => {
      for (let turn = 0; turn < turns; turn++) await null
      return one('second')
    })
    expect(await Promise.all([first, second]), `${turns} turns later`).toMatchObject([{ seq: 2 * turns + 1 }, { seq: 2 * turns + 2 }])
  }
})

it('takes in as many as may wait, and those that find it full reach the chain by themselves', async () => {
  const landed = await Promise.all(numbers(600).map((n) => append('tn_full', n)))
  expect(landed.map((at) => at.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, n) => n + 1))
  expect(await verifyAudit('tn_full')).toMatchObject({ is_intact: true, checked: 600 })
})
