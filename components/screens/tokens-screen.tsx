'use client'
import { useId, useState } from 'react'
import { useCommand } from '@/components/screens/ask-reason'
import { makeToken } from '@/components/screens/make-token'
import { PageTitle } from '@/components/screens/page-title'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Input, Select } from '@/components/ui/field'
import { formatInstant } from '@/lib/kernel/format'
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
      <PageTitle
        title="Tokens"
        lead="For programs that read, deliver bills or prepare work. No token ever approves, denies or vetoes: people sign in for that."
      />
      <NewToken view={view} />
      <h2 className="mt-8 border-b pb-1 font-strong text-table">{view.is_admin ? 'Tokens of this tenant' : 'Your tokens'}</h2>
      {view.tokens.length === 0 ? <p className="mt-3 text-muted text-table">There are none.</p> : null}
      <ul className="divide-y">
        {view.tokens.map((token) => (
          <TokenRow key={token.token_id} token={token} now={view.now} />
        ))}
      </ul>
    </>
  )
}

function TokenRow({ token, now }: { token: TokensView['tokens'][number]; now: string }) {
  const { is_pending, send } = useCommand(`tokens.${now}`)
  const until = token.state === 'works' ? `works until ${formatInstant(token.expires_at)}` : token.state
  const used = token.last_used_at === null ? 'never used' : `last used ${formatInstant(token.last_used_at)}`
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
  const { is_pending, send } = useCommand(`tokens.${view.now}`)
  const [name, setName] = useState('')
  const [kind, setKind] = useState('personal')
  const [days, setDays] = useState(30)
  const [scopes, setScopes] = useState<readonly string[]>(['read'])
  const [made, setMade] = useState<string | null>(null)
  const ids = { name: useId(), kind: useId(), days: useId() }
  const make = async () => {
    const { token, token_hash } = await makeToken()
    const done = await send({
      command: 'token.create',
      subject: view.tenant_id,
      params: { kind, name: name.trim(), scopes: [...scopes], days, token_hash },
      reason: '',
    })
    if (!done) return
    setMade(token)
    setName('')
  }
  return (
    <section aria-label="New token" className="max-w-[46rem]">
      <div className="flex flex-wrap items-end gap-3 text-small">
        <label htmlFor={ids.name} className="min-w-0 flex-1">
          What it is for
          <Input id={ids.name} value={name} maxLength={80} disabled={view.denied !== null} onChange={(e) => setName(e.target.value)} />
        </label>
        {view.is_admin ? (
          <label htmlFor={ids.kind}>
            Whose{' '}
            <Select id={ids.kind} value={kind} onChange={(e) => setKind(e.target.value)}>
              <option value="personal">my own</option>
              <option value="service">a service account</option>
            </Select>
          </label>
        ) : null}
        <label htmlFor={ids.days}>
          Days{' '}
          <Select id={ids.days} value={days} onChange={(e) => setDays(Number(e.target.value))}>
            {DAYS.map((d) => (
              <option key={d}>{d}</option>
            ))}
          </Select>
        </label>
      </div>
      <fieldset className="mt-3 space-y-1 text-table" disabled={view.denied !== null}>
        <legend className="text-small">What it may be used for</legend>
        {SCOPES.map(([scope, text]) => (
          <label key={scope} className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(e) => setScopes(e.target.checked ? [...scopes, scope] : scopes.filter((s) => s !== scope))}
            />
            {text}
          </label>
        ))}
      </fieldset>
      <Button
        className="mt-3"
        variant="primary"
        disabled={view.denied !== null || is_pending || name.trim() === '' || scopes.length === 0}
        onClick={() => void make()}
      >
        Make the token
      </Button>
      {view.denied ? <p className="mt-2 text-muted text-small">{view.denied}</p> : null}
      {made ? (
        <p role="status" className="mt-3 rounded-control bg-good-wash px-4 py-2.5 text-table">
          Copy it now, it is not shown again: <code className="break-all font-mono text-small">{made}</code> <CopyButton text={made} label="Copy the token" />
        </p>
      ) : null}
    </section>
  )
}
