import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import type { AuditEvent } from '@/schemas/audit'
import { change } from './change'
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
