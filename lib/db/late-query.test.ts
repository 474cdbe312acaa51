import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import type { AuditEvent } from '@/schemas/audit'
import { change, changeIf, type Tx } from './change'
import { everyTenant } from './every-tenant'
import { type Query, scratchAlone } from './scratch-alone'

testDatabase()

const event: AuditEvent = {
  kind: 'case.updated',
  subject: 'x',
  actor: { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id: 'tn_late', surface: 'system' },
  body: {},
}
const WRITE = "insert into tenant (tenant_id, name) values ('tn_late', 'Late') returning name"
const written = () => everyTenant("select name from tenant where tenant_id = 'tn_late'")
const late = /after its change had ended/

/** What `work` was given, and keeps beyond its end. */
let kept: Tx | null = null
const later = () => kept?.query(WRITE)

it('writes nothing by a query that comes after its change was rolled back, and says so', async () => {
  let end: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  let slow: Promise<unknown> = Promise.resolve()
  const changed = change('tn_late', async (tx) => {
    slow = (async () => {
      await tx.query('select 1')
      await over
      return tx.query(WRITE)
    })()
    const fails = tx.query('select 2').then(() => Promise.reject(new Error('conflict')))
    await Promise.all([slow, fails])
    return { result: 1, events: [event] }
  })
  await expect(changed).rejects.toThrow('conflict')
  end()
  await expect(slow).rejects.toThrow(late)
  expect(await written()).toEqual([])
})

it('takes no connection for a query that comes after a change that had asked nothing', async () => {
  await expect(
    change('tn_late', async (tx) => {
      kept = tx
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await expect(later()).rejects.toThrow(late)
  await changeIf('tn_late', async (tx) => {
    kept = tx
    return { result: 1, unchanged: true as const }
  })
  await expect(later()).rejects.toThrow(late)
  await change('tn_late', async (tx) => {
    kept = tx
    return { result: 1, events: [event] }
  })
  await expect(later()).rejects.toThrow(late)
  expect(await written()).toEqual([])
  expect(await everyTenant("select 1 from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()")).toEqual([])
})

it('writes nothing on the connection of work that was done alone and is over', async () => {
  const queries: Query[] = []
  const keep = async (query: Query) => void queries.push(query)
  await scratchAlone('tn_late', 'x', keep)
  await expect(scratchAlone('tn_late', 'x', (query) => keep(query).then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no')
  for (const query of queries) await expect(query(WRITE, ['tn_late'])).rejects.toThrow('had ended')
  expect(queries).toHaveLength(2)
  expect(await written()).toEqual([])
})
