import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { TenantPerson } from '@/schemas/tenant'

const COLUMNS = 'person_id, tenant_id, name, email, roles, title'

/** How an address is kept and compared: nobody tells two people apart by the case of their letters, and no mail provider does. */
export const sameAddress = (email: string): string => email.toLowerCase()

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
  await tx.query(`insert into person (${COLUMNS}) values ($1, $2, $3, $4, $5, $6)`, [p.person_id, p.tenant_id, p.name, sameAddress(p.email), p.roles, p.title])
}

/**
 * Whom an identity provider's subject stands for: whoever signed in with it before, else a person with this verified address who has no subject
 * yet. `is_linked` is false for the latter.
 */
export async function findPersonForSubject(
  tx: Tx,
  tenant_id: string,
  subject: string,
  verified_email: string | null,
): Promise<{ person: TenantPerson; is_linked: boolean } | undefined> {
  const [row] = await tx.query<{ is_linked: boolean }>(
    `select ${COLUMNS}, subject is not null as is_linked from person where tenant_id = $1 and (subject = $2 or (subject is null and lower(email) = lower($3)))
     order by subject is null limit 1 for update`,
    [tenant_id, subject, verified_email],
  )
  if (row === undefined) return undefined
  const { is_linked, ...person } = row
  return { person: TenantPerson.parse(person), is_linked }
}

/** Writes what the identity provider says about a person. Throws Fault `conflict` when the address is somebody else's. */
export async function savePersonOfSubject(tx: Tx, person: TenantPerson, subject: string): Promise<void> {
  const p = TenantPerson.parse(person)
  const taken = await tx.query('select 1 from person where tenant_id = $1 and lower(email) = $2 and person_id <> $3', [
    p.tenant_id,
    sameAddress(p.email),
    p.person_id,
  ])
  if (taken.length > 0)
    throw new Fault('conflict', 'somebody else here has this e-mail address: ask an administrator, or have the identity provider verify the address', {
      person_id: p.person_id,
    })
  await tx.query(
    `insert into person (tenant_id, person_id, name, email, roles, title, subject) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (person_id) do update set name = excluded.name, email = excluded.email, roles = excluded.roles, subject = excluded.subject`,
    [p.tenant_id, p.person_id, p.name, sameAddress(p.email), p.roles, p.title, subject],
  )
}
