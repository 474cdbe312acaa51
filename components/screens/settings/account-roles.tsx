import { asSentence } from '@/components/cards/as-sentence'
import { TestButton } from '@/components/screens/settings/settings-controls'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Fold } from '@/components/ui/fold'
import type { MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { SettingsView } from '@/schemas/settings-view'

type Role = SettingsView['roles'][number]
type Tested = Pick<SettingsView['accounts'][number]['looks'], 'state' | 'said' | 'checked_at'>

/** Each account with the role that looks and the one that acts, what both said when they were last tried, and what to paste to make them. */
export function AccountRoles({ view }: { view: SettingsView }) {
  const [apart, both] = [view.roles.filter((r) => r.use !== 'both'), view.roles.find((r) => r.use === 'both')]
  const is_empty = view.accounts.length === 0
  return (
    <>
      {is_empty ? (
        <p className="text-muted text-table">{`No account is set up yet. ${view.test_denied === null ? 'Create its roles with the policies below, then enter them under Accounts.' : 'An administrator enters its roles.'}`}</p>
      ) : null}
      {view.shared === null ? null : (
        <p className="mb-2 max-w-prose text-pretty text-table">
          <Badge kind="unknown">Shared role</Badge> {view.shared}
        </p>
      )}
      <ul className="ruled">
        {view.accounts.map((a) => (
          <li key={a.account_id} className="py-3 text-table">
            <p>
              <span className="font-strong">{a.name}</span> <span className="text-muted">{`${a.account_id}, regions ${a.regions}, owner ${a.owner}`}</span>
            </p>
            <dl className="mt-1 grid gap-x-6 gap-y-2 sm:grid-cols-2">
              <Tried word="Reads" by={a.looks.role} tested={a.looks} now={view.now} />
              <Tried word="Changes" by={a.acts.role ?? 'The role for reading'} tested={a.acts} now={view.now} />
            </dl>
          </li>
        ))}
        {view.clusters.map((c) => (
          <li key={c.name} className="py-3 text-table">
            <p className="font-strong">Cluster {c.name}</p>
            <dl className="mt-1">
              <Tried word="Changes" by="The token that may patch" tested={c} now={view.now} />
            </dl>
          </li>
        ))}
      </ul>
      {is_empty && view.clusters.length === 0 ? null : (
        <div className="mt-2 mb-3 flex flex-wrap gap-2">
          {is_empty ? null : (
            <TestButton label="reading" shown="Test reading" path="/api/connectors/test" body={{ connector: 'cloud' }} denied={view.test_denied} />
          )}
          <TestButton label="changes" shown="Test changes" path="/api/connectors/test-acting" body={{}} denied={view.test_denied} />
        </div>
      )}
      <div className="grid gap-4 lg:grid-cols-2">
        {apart.map((role) => (
          <ToPaste key={role.use} role={role} />
        ))}
      </div>
      {both === undefined ? null : (
        <Fold label={both.title}>
          <ToPaste role={both} />
        </Fold>
      )}
    </>
  )
}

const STATE: Record<Tested['state'], { kind: MarkKind; word: string }> = {
  answers: { kind: 'verified', word: 'Answers' },
  failed: { kind: 'refused', word: 'Failed' },
  not_tested: { kind: 'unknown', word: 'Not tested yet' },
}

const Tried = ({ word, by, tested, now }: { word: string; by: string; tested: Tested; now: string }) => (
  <div className="min-w-0">
    <dt className="flex flex-wrap items-center gap-2">
      <span className="text-muted">{word}</span>
      <Badge kind={STATE[tested.state].kind}>{STATE[tested.state].word}</Badge>
      {tested.checked_at === null ? null : (
        <span className="text-muted text-small">
          tested <Time at={tested.checked_at} now={now} />
        </span>
      )}
    </dt>
    <dd className="break-all font-mono text-small">{by}</dd>
    {tested.state === 'not_tested' ? null : <dd className="break-words text-pretty text-muted text-small">{asSentence(tested.said)}</dd>}
  </div>
)

const ToPaste = ({ role }: { role: Role }) => (
  <section aria-label={role.title} className="min-w-0 rounded-sm border p-3 text-table">
    <h3 className="font-strong">{role.title}</h3>
    <p className="text-pretty text-muted">{role.used_by}</p>
    <Text of={role.title} label="External id" text={role.external_id} />
    <Text of={role.title} label="Trust policy" text={role.trust} />
    <Text of={role.title} label={`Permissions: ${role.allows}`} text={role.permissions} />
  </section>
)

const Text = ({ of, label, text }: { of: string; label: string; text: string }) => (
  <div className="mt-2">
    <div className="flex items-center justify-between gap-2">
      <h4 className="min-w-0 text-pretty text-small">{label}</h4>
      <CopyButton text={text} label="Copy" of={`${of}, ${label}`} />
    </div>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard */}
    <section tabIndex={0} aria-label={`${of}, ${label}`} className="max-h-56 overflow-auto rounded-sm bg-sunken p-2">
      <pre className="font-mono text-small">{text}</pre>
    </section>
  </div>
)
