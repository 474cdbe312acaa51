import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { TenantPerson } from '@/schemas/tenant'

const COLUMNS = 'person_id, tenant_id, name, email, roles, title'

/** Everybody who may sign in to this tenant, by name. */
export async function listPeople(tenant_id: string): Promise<TenantPerson[]> {
  return (await rows(`select ${COLUMNS} from person where tenant_id = $1 order by name, person_id`, [tenant_id])).map((row) => TenantPerson.parse(row))
}

/** Throws Fault `not_found` for an unknown id and also for another tenant's. */
export async function getPerson(tenant_id: string, person_id: string): Promise<TenantPerson> {
  const [row] = await rows(`select ${COLUMNS} from person where tenant_id = $1 and person_id = $2`, [tenant_id, person_id])
  if (row === undefined) throw new Fault('not_found', `nobody here has the id ${person_id}: choose a person from the list`, { person_id })
  return TenantPerson.parse(row)
}

export async function insertPerson(tx: Tx, person: TenantPerson): Promise<void> {
  const p = TenantPerson.parse(person)
  await tx.query(`insert into person (${COLUMNS}) values ($1, $2, $3, $4, $5, $6)`, [p.person_id, p.tenant_id, p.name, p.email, p.roles, p.title])
}
