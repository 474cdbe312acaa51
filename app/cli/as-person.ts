import { listPeople } from '@/lib/identity/person-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'

/**
 * The person whose decision this is. Whoever can reach the database can call themselves anybody here, so where people prove who they are this throws Fault
 * `forbidden`.
 */
export async function decidingPerson(tenant_id: string, who: string): Promise<Actor> {
  if (config().oidc !== null) throw new Fault('forbidden', `people sign in with the identity provider here: decide on ${config().url}`, { code: 'PROVIDER' })
  return asPerson(tenant_id, who)
}

/**
 * The person a local command acts as: an id, an e-mail or a first name; the first analyst when nobody is named. The command line is a surface like any other:
 * the same rules decide who may do what.
 */
export async function asPerson(tenant_id: string, who: string | undefined): Promise<Actor> {
  const people = await listPeople(tenant_id)
  const wanted = who?.toLowerCase()
  const person = people.find((p) =>
    who === undefined
      ? p.roles.includes('analyst')
      : p.person_id === who || p.email.toLowerCase() === wanted || p.name.toLowerCase() === wanted || p.name.toLowerCase().split(' ')[0] === wanted,
  )
  if (person === undefined)
    throw new Fault(
      'not_found',
      `${who === undefined ? 'nobody here is an analyst' : `nobody called "${who}" works here`}; --as takes one of: ${people.map((p) => p.person_id).join(', ')}`,
    )
  return { kind: 'person', id: person.person_id, name: person.name, roles: person.roles, tenant_id, surface: 'cli' }
}
