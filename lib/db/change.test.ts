import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import type { AuditEvent } from '@/schemas/audit'
import { change, changeIf, changeOnTheWay } from './change'
import { everyTenant } from './every-tenant'

testDatabase()

const event: AuditEvent = {
  kind: 'tenant.created',
  subject: 'tn_a',
  actor: { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id: 'tn_a', surface: 'system' },
  body: {},
}

it('commits the row and its event together', async () => {
  const { audit } = await change('tn_a', async (tx) => {
    await tx.query("insert into tenant (tenant_id, name) values ('tn_a', 'A')")
    return { result: 1, events: [event] }
  })
  expect(audit.seq).toBe(1)
  expect(await everyTenant('select name from tenant')).toEqual([{ name: 'A' }])
})

it('rolls the row back when its event cannot be written', async () => {
  await expect(
    change('tn_b', async (tx) => {
      await tx.query("insert into tenant (tenant_id, name) values ('tn_b', 'B')")
      return { result: 1, events: [{ ...event, body: { impossible: Number.NaN } }] }
    }),
  ).rejects.toThrow('canonical')
  expect(await everyTenant("select 1 from tenant where tenant_id = 'tn_b'")).toEqual([])
})

it('gives the app role no way around append', async () => {
  await expect(everyTenant("insert into audit.event values ('tn_a', 9, '', '', '', '', '', '', '')")).rejects.toThrow('permission denied')
  await expect(everyTenant('delete from audit.event')).rejects.toThrow('permission denied')
  await expect(everyTenant("update audit.head set hash = ''")).rejects.toThrow('permission denied')
})

it('dates a change that asks the database nothing by its tenant’s clock, also when that clock moves', async () => {
  await everyTenant(
    "insert into tenant (tenant_id, name, is_demonstration, clock_offset_ms) values ('tn_fixed', 'F', false, 3600000), ('tn_moving', 'M', true, 0)",
  )
  const now = async (tenant_id: string): Promise<number> => {
    const { audit } = await change(tenant_id, async () => ({
      result: undefined,
      events: [{ ...event, subject: tenant_id, actor: { ...event.actor, tenant_id } }],
    }))
    const [row] = await everyTenant<{ body: string; hash: string }>('select body, hash from audit.event where chain = $1 and seq = $2', [tenant_id, audit.seq])
    expect(row?.hash).toBe(audit.hash)
    return Math.round((Date.parse((JSON.parse(row?.body ?? '') as { tenant_now: string }).tenant_now) - Date.now()) / 3_600_000) + 0 // never -0
  }
  expect([await now('tn_fixed'), await now('tn_fixed')]).toEqual([1, 1])
  expect(await now('tn_moving')).toBe(0)
  await everyTenant("update tenant set clock_offset_ms = 7200000 where tenant_id = 'tn_moving'")
  expect(await now('tn_moving')).toBe(2)
})

it('leaves no transaction open on a connection when work that asked nothing fails or has nothing to do', async () => {
  for (let n = 0; n < 30; n++) {
    await expect(change('tn_a', async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await changeIf('tn_a', async () => ({ result: n, unchanged: true as const }))).audit).toBeNull()
  }
  expect(await everyTenant("select 1 from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()")).toEqual([])
})

it('answers only once the disk has the change', async () => {
  for (let n = 0; n < 20; n++) {
    const [before] = await everyTenant<{ lsn: string }>('select pg_current_wal_insert_lsn() as lsn')
    await change('tn_a', async () => ({ result: undefined, events: [event] }))
    const [row] = await everyTenant<{ is_flushed: boolean }>('select pg_current_wal_flush_lsn() > $1::pg_lsn as is_flushed', [before?.lsn])
    expect(row?.is_flushed).toBe(true)
  }
})

it('a change on its way is committed when it resolves, and on the disk with the next one that is told', async () => {
  for (let n = 0; n < 10; n++) {
    await changeOnTheWay('tn_a', async (tx) => {
      await tx.query('update tenant set name = $1 where tenant_id = $2', [`A${n}`, 'tn_a'])
      return { result: undefined, events: [event] }
    })
    const [before] = await everyTenant<{ lsn: string; name: string }>("select pg_current_wal_insert_lsn() as lsn, name from tenant where tenant_id = 'tn_a'")
    expect(before?.name).toBe(`A${n}`)
    await change('tn_a', async () => ({ result: undefined, events: [event] }))
    expect(await everyTenant('select pg_current_wal_flush_lsn() > $1::pg_lsn as is_flushed', [before?.lsn])).toEqual([{ is_flushed: true }])
  }
})
