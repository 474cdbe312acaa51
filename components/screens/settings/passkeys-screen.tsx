'use client'
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'
import { PageTitle } from '@/components/screens/page-title'
import { announce } from '@/components/ui/announcer'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useInstantText } from '@/components/ui/zone'
import type { PasskeysView } from '@/schemas/sign-in-view'

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new Error(isError(answer) ? asSentence(answer.error.message) : 'The server did not answer as expected. Try again.')
  return answer
}

/** Proving that it is you, for plans that are critical, and the keys to prove it with. */
export function PasskeysScreen({ view }: { view: PasskeysView }) {
  const router = useRouter()
  const show = useInstantText()
  const [is_pending, setPending] = useState(false)
  const [name, setName] = useState('')
  const id = useId()
  const attempt = async (work: () => Promise<unknown>, done: string) => {
    setPending(true)
    try {
      await work()
      announce('done', done)
    } catch (error) {
      // The browser's own refusals (nobody touched the key, it was cancelled) are told in its own words.
      announce('refused', error instanceof Error ? error.message : 'It did not work. Try again.')
    }
    setPending(false)
    router.refresh()
  }
  const add = async () => {
    const optionsJSON = (await post('/api/session/passkeys', { step: 'begin' })) as Parameters<typeof startRegistration>[0]['optionsJSON'] // safe: our own route's answer
    await post('/api/session/passkeys', { step: 'finish', name: name.trim(), response: await startRegistration({ optionsJSON }) })
    setName('')
  }
  const confirm = async () => {
    const optionsJSON = (await post('/api/session/step-up', { step: 'begin' })) as Parameters<typeof startAuthentication>[0]['optionsJSON'] // safe: our own route's answer
    await post('/api/session/step-up', { step: 'finish', response: await startAuthentication({ optionsJSON }) })
  }
  return (
    <>
      <PageTitle title="Passkeys" lead="A critical plan can be signed only within 15 minutes of confirming with a passkey that it is you." />
      <section aria-label="This session" className="panel p-4">
        <h2 className="mb-1 font-strong text-card">This session</h2>
        <p className="text-table">{view.signed_in}</p>
        <p className="text-muted text-table">
          {view.is_stepped_up
            ? 'You have confirmed with a passkey within the last 15 minutes.'
            : 'You have not confirmed with a passkey in the last 15 minutes.'}
        </p>
        {view.passkeys.length === 0 ? (
          <p className="mt-2 text-muted text-table">You have no passkey yet: create one below.</p>
        ) : (
          <Button
            className="mt-3"
            size="field"
            variant="primary"
            disabled={is_pending}
            onClick={() => void attempt(confirm, 'Confirmed. You can sign critical plans for 15 minutes.')}
          >
            Confirm that it is me
          </Button>
        )}
      </section>
      <section aria-label="Your passkeys" className="panel mt-4 p-4">
        <h2 className="mb-1 font-strong text-card">Your passkeys</h2>
        {view.passkeys.length === 0 ? null : <HowToRemove id={`${id}-proof`} is_stepped_up={view.is_stepped_up} />}
        <ul className="ruled">
          {view.passkeys.map((key) => (
            <li key={key.credential_id} className="flex flex-wrap items-center justify-between gap-3 py-3 text-table">
              <span>
                <span className="font-strong">{key.name}</span>{' '}
                <span className="text-muted text-small">
                  made {show(key.created_at)}, {key.last_used_at === null ? 'never used' : `last used ${show(key.last_used_at)}`}
                </span>
              </span>
              <Button
                variant="danger"
                size="small"
                disabled={is_pending || !view.is_stepped_up}
                aria-describedby={`${id}-proof`}
                aria-label={`Remove ${key.name}`}
                onClick={() =>
                  void attempt(() => post('/api/session/passkeys', { step: 'remove', credential_id: key.credential_id }), `${key.name} was removed.`)
                }
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
        <div className="mt-3 flex max-w-[32rem] flex-wrap items-end gap-2">
          <Field label="Name of a new passkey" htmlFor={id} className="min-w-0 flex-1 basis-56">
            <Input id={id} value={name} maxLength={80} placeholder="Key on my desk" onChange={(e) => setName(e.target.value)} />
          </Field>
          <Button
            size="field"
            aria-describedby={view.passkeys.length > 0 && !view.is_stepped_up ? `${id}-proof` : `${id}-name`}
            disabled={is_pending || name.trim() === '' || (view.passkeys.length > 0 && !view.is_stepped_up)}
            onClick={() => void attempt(add, 'The passkey was added.')}
          >
            Create passkey
          </Button>
        </div>
        <p id={`${id}-name`} className="mt-1 text-muted text-small">
          Name it first, after where you keep it, so that you can tell it apart later.
        </p>
      </section>
    </>
  )
}

/** Why a key is not removed just now, and what to do about one that is lost. */
const HowToRemove = ({ id, is_stepped_up }: { id: string; is_stepped_up: boolean }) => (
  <p id={id} className="text-muted text-small">
    {is_stepped_up ? null : 'Confirm above that it is you before you remove one or create another. '}
    If the device is lost, ask an administrator to reset your passkeys under settings, sessions; nobody resets their own.
  </p>
)
