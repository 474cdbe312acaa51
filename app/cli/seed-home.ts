import { change } from '@/lib/db/change'
import { insertPerson } from '@/lib/identity/person-store'
import { insertTenant, listTenants } from '@/lib/identity/tenant-store'
import { toInstant } from '@/lib/kernel/time'
import { TenantSettings } from '@/schemas/tenant'
import { launcherActor } from './launcher-actor'

export const HOME_TENANT = { tenant_id: 'tn_home', name: 'Your organisation', currency: 'USD', time_zone: 'UTC' } as const

/** Three people: nobody approves what they proposed, and a high risk needs two others of distinct roles. */
const HOME_PEOPLE = [
  { person_id: 'usr_you', name: 'You', title: 'Analyst, administrator', email: 'you@organisation.example', roles: ['analyst', 'admin'] },
  {
    person_id: 'usr_second',
    name: 'Second person',
    title: 'Approver',
    email: 'second@organisation.example',
    roles: ['approver', 'platform', 'owner'],
  },
  { person_id: 'usr_third', name: 'Third person', title: 'FinOps', email: 'third@organisation.example', roles: ['finops', 'manager'] },
] as const

// A rollout begins with looking: each further step is taken by an administrator in Settings, and recorded.
const FIRST_MODE = 'read_only'

/** Creates the tenant for the user's own bills when there is none: empty, on the system's clock, with people who sign in on this machine. */
export async function seedHome(): Promise<boolean> {
  const { tenant_id, name } = HOME_TENANT
  if ((await listTenants()).some((t) => !t.is_demonstration)) return false
  const actor = launcherActor(tenant_id)
  const tenant_now = toInstant(Date.now())
  await change(tenant_id, async (tx) => {
    await insertTenant(tx, {
      ...HOME_TENANT,
      is_demonstration: false,
      clock_offset_ms: 0,
      settings: TenantSettings.parse({ sign_in: 'local', mode: FIRST_MODE }),
    })
    for (const p of HOME_PEOPLE) await insertPerson(tx, { ...p, tenant_id, roles: [...p.roles] })
    return {
      result: undefined,
      events: [
        { kind: 'tenant.created', subject: tenant_id, actor, body: { name, is_demonstration: false, tenant_now } },
        ...HOME_PEOPLE.map((p) => ({ kind: 'person.added' as const, subject: p.person_id, actor, body: { name: p.name, roles: [...p.roles], tenant_now } })),
      ],
    }
  })
  return true
}
