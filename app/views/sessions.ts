import { listPeople } from '@/lib/identity/person-store'
import { openSessions } from '@/lib/identity/session-store'
import { toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { SessionsView } from '@/schemas/sign-in-view'

/** Where a person is signed in; for an administrator where everybody is. Sessions run by the system's clock. */
export async function sessionsView(actor: Actor, own_session_id: string): Promise<SessionsView> {
  const is_admin = actor.roles.includes('admin')
  const [sessions, people] = await Promise.all([openSessions(actor.tenant_id, is_admin ? null : actor.id), listPeople(actor.tenant_id)])
  const shown = people
    .filter((p) => p.person_id === actor.id || sessions.some((s) => s.person_id === p.person_id))
    .map(({ person_id, name }) => ({
      person_id,
      name,
      is_self: person_id === actor.id,
      sessions: sessions.filter((s) => s.person_id === person_id),
    }))
  return { now: toInstant(Date.now()), own_session_id, people: shown.sort((a, b) => Number(b.is_self) - Number(a.is_self)) }
}
