import type { Role } from '@/schemas/actor'
import type { Person } from '@/schemas/person'
import type { TenantPerson } from '@/schemas/tenant'

// What each role may do, the widest first: the first that a person has is what the sign-in card says.
const CAN: readonly [Role, string][] = [
  ['admin', 'May do everything but sign what they proposed'],
  ['approver', 'Approves and denies plans; nobody approves what they proposed'],
  ['owner', 'Signs for the team that owns the resources'],
  ['analyst', 'Explores cases, asks questions, sends plans for approval'],
  ['manager', 'Reads verification and savings, may veto'],
  ['viewer', 'Reads everything, changes nothing'],
]

export const toPerson = (p: TenantPerson): Person => ({
  id: p.person_id,
  name: p.name,
  roles: p.roles,
  title: p.title,
  can: CAN.find(([role]) => p.roles.includes(role))?.[1] ?? 'Reads what the tenant shows',
})
