'use client'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { PageTitle } from '@/components/screens/page-title'
import { Button } from '@/components/ui/button'
import { Age } from '@/components/ui/time'
import { formatCount, formatDuration } from '@/lib/kernel/format'
import type { SessionsView } from '@/schemas/sign-in-view'

type Person = SessionsView['people'][number]
const METHODS = { local: 'name chosen on this machine', oidc: 'identity provider', token: 'token' } as const

/** Where people are signed in, and how that is ended from elsewhere. */
export function SessionsScreen({ view }: { view: SessionsView }) {
  return (
    <>
      <PageTitle
        title="Sessions"
        lead="A session ends by itself twelve hours after signing in. End one earlier if a browser was left open or a device was lost; it ends at once."
      />
      {view.people.map((person) => (
        <PersonSessions key={person.person_id} person={person} view={view} />
      ))}
    </>
  )
}

function PersonSessions({ person, view }: { person: Person; view: SessionsView }) {
  const { is_pending, send } = useCommand(`sessions.${view.now}`)
  const { person_id, name, is_self } = person
  const others = person.sessions.filter((s) => s.session_id !== view.own_session_id)
  const end = (session_id: string | null) =>
    void send({
      command: 'session.revoke',
      subject: person_id,
      params: { session_id, keep: is_self && session_id === null ? view.own_session_id : null },
      reason: '',
    })
  return (
    <section aria-label={is_self ? 'Your sessions' : `Sessions of ${name}`} className="panel mt-4 p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-strong text-card">{is_self ? 'Your sessions' : name}</h2>
        {others.length > 1 || (others.length === 1 && is_self) ? (
          <Button
            size="small"
            variant="danger"
            disabled={is_pending}
            aria-label={is_self ? undefined : `End all ${others.length} sessions of ${name}`}
            onClick={() => end(null)}
          >
            {is_self ? `End ${formatCount(others.length, 'other session')}` : `End all ${others.length}`}
          </Button>
        ) : null}
      </div>
      {person.sessions.length === 0 ? <p className="mt-2 text-muted text-table">No open session.</p> : null}
      <ul className="ruled">
        {person.sessions.map((session) => (
          <li key={session.session_id} className="flex flex-wrap items-center justify-between gap-3 py-3 text-table">
            <span>
              Signed in <Age at={session.opened_at} now={view.now} /> ago, ends in{' '}
              {formatDuration((Date.parse(session.expires_at) - Date.parse(view.now)) / 1000)}{' '}
              <span className="text-muted text-small">
                {METHODS[session.method]}, session {session.session_id.slice(0, 6)}
              </span>
            </span>
            {session.session_id === view.own_session_id ? (
              <span className="text-muted text-small">this browser</span>
            ) : (
              <Button
                size="small"
                variant="danger"
                disabled={is_pending}
                aria-label={`End session ${session.session_id.slice(0, 6)} of ${name}`}
                onClick={() => end(session.session_id)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {person.passkeys ? (
        <div className="border-rule border-t pt-3 text-table">
          <p>
            {formatCount(person.passkeys, 'passkey')}. When a device is lost, reset them: {name} is signed out everywhere, signs in again and makes a new one.
          </p>
          <AskReason
            label={`Reset passkeys of ${name}`}
            denied={view.reset_denied}
            is_pending={is_pending}
            variant="danger"
            onGive={(reason) => send({ command: 'passkey.reset', subject: person_id, params: {}, reason })}
          />
        </div>
      ) : null}
    </section>
  )
}
