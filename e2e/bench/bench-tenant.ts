import { change } from '@/lib/db/change'
import { DEMO_PEOPLE, DEMO_START, DEMO_TENANT } from '@/lib/desks/cost/demo/people'
import { insertPerson } from '@/lib/identity/person-store'
import { personActor } from '@/lib/identity/session'
import { systemActor } from '@/lib/identity/system-actor'
import { insertTenant } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import { toMs } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { TenantSettings } from '@/schemas/tenant'

export const BENCH_TENANT = DEMO_TENANT.tenant_id

/** One of the demonstration's people. */
export function personOf(id: string): Actor {
  const found = DEMO_PEOPLE.find((p) => p.id === id)
  invariant(found, `nobody is called ${id}`)
  return personActor({ person_id: id, tenant_id: BENCH_TENANT, name: found.name, email: found.email, roles: [...found.roles], title: found.title }, 'cli', {
    method: 'local',
    is_stepped_up: false,
  })
}

/** Writes the demonstration's tenant and people, with its clock at its start and no job in the queue. */
export async function seedTenant(): Promise<void> {
  const { name, currency, time_zone } = DEMO_TENANT
  await change(BENCH_TENANT, async (tx) => {
    const clock_offset_ms = toMs(DEMO_START) - Date.now()
    await insertTenant(tx, {
      tenant_id: BENCH_TENANT,
      name,
      currency,
      time_zone,
      is_demonstration: true,
      clock_offset_ms,
      settings: TenantSettings.parse({ mode: 'low_risk_automatic' }),
    })
    for (const p of DEMO_PEOPLE)
      await insertPerson(tx, { person_id: p.id, tenant_id: BENCH_TENANT, name: p.name, email: p.email, roles: [...p.roles], title: p.title })
    return { result: undefined, events: [{ kind: 'tenant.created', subject: BENCH_TENANT, actor: systemActor(BENCH_TENANT), body: { name } }] }
  })
}
