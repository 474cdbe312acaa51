import { cannotSign } from '@/app/views/approvals/cannot-sign'
import { openApprovals } from '@/lib/approval/store'
import { countCases } from '@/lib/cases/store'
import { MODE_TABLE } from '@/lib/commands/asking-policy/acting-mode'
import { listPeople } from '@/lib/identity/person-store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import type { Actor } from '@/schemas/actor'
import type { Mode } from '@/schemas/mode'
import type { ShellView } from '@/schemas/shell-view'
import { toPerson } from './person'

// In the rail's words: plans that ran, saving not confirmed yet.
const VERIFYING = ['executing', 'executed', 'verifying'] as const

/** Header, rail and menus, for one signed-in person. */
export async function shellView(actor: Actor): Promise<ShellView> {
  const [tenant, people, counts, approvals] = await Promise.all([
    getTenant(actor.tenant_id),
    listPeople(actor.tenant_id),
    countCases(actor.tenant_id, { open: { is_closed: false, is_snoozed: false }, verifying: { statuses: VERIFYING } }),
    openApprovals(actor.tenant_id),
  ])
  const now = clockOf(tenant.clock_offset_ms)
  const me = people.find((p) => p.person_id === actor.id)
  const self = me === undefined ? { id: actor.id, name: actor.name, roles: actor.roles, title: '', can: '' } : toPerson(me)
  return {
    tenant: { tenant_id: tenant.tenant_id, name: tenant.name, is_demonstration: tenant.is_demonstration },
    time_zone: tenant.time_zone,
    actor: self,
    people: tenant.is_demonstration || tenant.settings.sign_in === 'local' ? people.filter((p) => p.person_id !== actor.id).map(toPerson) : [],
    now,
    open_cases: counts.open.cases,
    approvals_for_me: approvals.filter((a) => cannotSign(a, actor, now) === null).length,
    verifying: counts.verifying.cases,
    clock_denied: actor.roles.length === 1 && actor.roles[0] === 'viewer' ? 'A viewer changes nothing, not even the demonstration clock.' : null,
    mode: modeOf(tenant.settings.mode),
    kill_switch: tenant.settings.is_kill_switch_on ? (tenant.settings.kill_switch_because ?? 'Execution is stopped for everyone') : null,
  }
}

function modeOf(mode: Mode): ShellView['mode'] {
  const { label, does, off_because } = MODE_TABLE[mode]
  return { label, does, is_off: off_because !== null }
}
