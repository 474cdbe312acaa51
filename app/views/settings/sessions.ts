import { countPasskeys } from '@/lib/identity/passkey-store'
import { listPeople } from '@/lib/identity/person-store'
import { openSessions } from '@/lib/identity/session-store'
import { toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { SessionsView } from '@/schemas/sign-in-view'

/** Where a person is signed in; for an administrator where everybody is. Sessions run by the system's clock. */
export async function sessionsView(actor: Actor, own_session_id: string): Promise<SessionsView> {
  const is_admin = actor.roles.includes('admin')
  const { tenant_id, id } = actor
  const [sessions, people, passkeys] = await Promise.all([openSessions(tenant_id, is_admin ? null : id), listPeople(tenant_id), countPasskeys(tenant_id)])
  const shown = people
    .filter((p) => p.person_id === id || sessions.some((s) => s.person_id === p.person_id) || (is_admin && passkeys.has(p.person_id)))
    .map(({ person_id, name }) => ({
      person_id,
      name,
      is_self: person_id === id,
      sessions: sessions.filter((s) => s.person_id === person_id),
      passkeys: is_admin && person_id !== id ? (passkeys.get(person_id) ?? 0) : null,
    }))
  const reset_denied =
    passkeys.has(id) && actor.auth?.is_stepped_up !== true ? 'Confirm first, under settings, passkeys, that it is you: then you may reset theirs.' : null
  return { now: toInstant(Date.now()), own_session_id, reset_denied, people: shown.sort((a, b) => Number(b.is_self) - Number(a.is_self)) }
}
