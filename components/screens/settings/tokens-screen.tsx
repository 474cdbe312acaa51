'use client'
import { useId, useState } from 'react'
import { useCommand } from '@/components/screens/ask-reason'
import { PageTitle } from '@/components/screens/page-title'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Field, Input, Select } from '@/components/ui/field'
import { useInstantText } from '@/components/ui/zone'
import type { TokensView } from '@/schemas/sign-in-view'

const SCOPES = [
  ['read', 'Read everything that you may read'],
  ['work', 'Work on cases: acknowledge, assess, send plans for approval'],
  ['import', 'Deliver bills'],
] as const
const DAYS = [7, 30, 90, 365]

/** What programs use instead of a person. A token never signs, and its value is shown once. */
export function TokensScreen({ view }: { view: TokensView }) {
  return (
    <>
      <PageTitle title="Tokens" lead="For programs that read, deliver bills or prepare work. No token can approve, deny or veto: people sign in for that." />
      <NewToken view={view} />
      <section aria-label="Tokens" className="panel mt-4 p-4">
        <h2 className="mb-1 font-strong text-card">{view.is_admin ? 'Tokens of this organisation' : 'Your tokens'}</h2>
        {view.tokens.length === 0 ? <p className="text-muted text-table">There are none.</p> : null}
        <ul className="ruled">
          {view.tokens.map((token) => (
            <TokenRow key={token.token_id} token={token} now={view.now} />
          ))}
        </ul>
      </section>
    </>
  )
}

function TokenRow({ token, now }: { token: TokensView['tokens'][number]; now: string }) {
  const { is_pending, send } = useCommand(`tokens.${now}`)
  const show = useInstantText()
  const until = token.state === 'works' ? `valid until ${show(token.expires_at)}` : token.state
  const used = token.last_used_at === null ? 'never used' : `last used ${show(token.last_used_at)}`
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3 text-table">
      <span className="min-w-0">
        <span className="font-strong">{token.name}</span>{' '}
        <span className="text-muted">{token.kind === 'service' ? `service account, ${token.holder} answers for it` : token.holder}</span>
        <span className="block text-muted text-small">
          {token.scopes.join(', ')} · {until} · {used}
        </span>
      </span>
      {token.state === 'works' ? (
        <Button
          variant="danger"
          size="small"
          disabled={is_pending}
          aria-label={`Revoke ${token.name}`}
          onClick={() => void send({ command: 'token.revoke', subject: token.token_id, params: {}, reason: '' })}
        >
          Revoke
        </Button>
      ) : null}
    </li>
  )
}

function NewToken({ view }: { view: TokensView }) {
  const { is_pending, ask } = useCommand(`tokens.${view.now}`)
  const [name, setName] = useState('')
  const [kind, setKind] = useState('personal')
  const [days, setDays] = useState(30)
  const [scopes, setScopes] = useState<readonly string[]>(['read'])
  const [made, setMade] = useState<string | null>(null)
  const ids = { name: useId(), kind: useId(), days: useId(), missing: useId() }
  const missing = view.denied ?? (name.trim() === '' ? 'Enter what it is for first.' : scopes.length === 0 ? 'Choose what it may be used for.' : null)
  const make = async () => {
    const done = await ask({
      command: 'token.create',
      subject: view.tenant_id,
      params: { kind, name: name.trim(), scopes: [...scopes], days },
      reason: '',
    })
    if (done === null) return
    // Repeated after an answer that was lost, the token is there and its value is gone for good.
    setMade(done.shown_once ?? null)
    setName('')
  }
  return (
    <section aria-label="New token" className="panel p-4">
      <h2 className="mb-3 font-strong text-card">New token</h2>
      <div className="grid max-w-[46rem] gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto]">
        <Field label="What it is for" htmlFor={ids.name}>
          <Input
            id={ids.name}
            value={name}
            maxLength={80}
            placeholder="Nightly bill delivery"
            disabled={view.denied !== null}
            onChange={(e) => setName(e.target.value)}
          />
        </Field>
        {view.is_admin ? (
          <Field label="Whose" htmlFor={ids.kind}>
            <Select id={ids.kind} value={kind} onChange={(e) => setKind(e.target.value)}>
              <option value="personal">my own</option>
              <option value="service">a service account</option>
            </Select>
          </Field>
        ) : null}
        <Field label="Valid for" htmlFor={ids.days}>
          <Select id={ids.days} value={days} onChange={(e) => setDays(Number(e.target.value))}>
            {DAYS.map((d) => (
              <option key={d} value={d}>
                {d} days
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <fieldset className="mt-4 text-table" disabled={view.denied !== null}>
        <legend className="mb-1 text-muted text-small">What it may be used for</legend>
        {SCOPES.map(([scope, text]) => (
          <label key={scope} className="flex min-h-7 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              checked={scopes.includes(scope)}
              onChange={(e) => setScopes(e.target.checked ? [...scopes, scope] : scopes.filter((s) => s !== scope))}
            />
            {text}
          </label>
        ))}
      </fieldset>
      <Button
        className="mt-4"
        size="field"
        variant="primary"
        disabled={missing !== null || is_pending}
        aria-describedby={missing === null ? undefined : ids.missing}
        onClick={() => void make()}
      >
        Create token
      </Button>
      {missing === null ? null : (
        <p id={ids.missing} className="mt-2 text-muted text-small">
          {missing}
        </p>
      )}
      {made ? (
        <p role="status" className="mt-3 rounded-control bg-good-wash px-4 py-2.5 text-table">
          Copy it now, it is not shown again: <code className="break-all font-mono text-small">{made}</code> <CopyButton text={made} label="Copy the token" />
        </p>
      ) : null}
    </section>
  )
}
