import { asSentence } from '@/components/cards/as-sentence'
import { Notices } from '@/components/screens/notices'
import { OnThisPage } from '@/components/screens/on-this-page'
import { PageTitle } from '@/components/screens/page-title'
import { AccountRoles } from '@/components/screens/settings/account-roles'
import { SetMode, TestButton } from '@/components/screens/settings/settings-controls'
import { SettingsForm } from '@/components/screens/settings/settings-form'
import { DetectionRules, Secrets } from '@/components/screens/settings/settings-rules'
import { TimeZoneForm } from '@/components/screens/settings/time-zone-form'
import { Badge, Tag } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { Fold } from '@/components/ui/fold'
import { Link } from '@/components/ui/link'
import type { MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { SettingsView } from '@/schemas/settings-view'

const PARTS = ['Organisation', 'Mode', 'Connectors', 'Secrets', 'Detection thresholds', 'Accounts and roles', 'Change settings'] as const
const anchorOf = (title: string): string => title.toLowerCase().replaceAll(' ', '-')

/** Who the tenant is, what it has connected, and how far the machine may go. */
export function SettingsScreen({ view }: { view: SettingsView }) {
  return (
    <>
      <PageTitle title="Settings" lead="Every change needs a reason and is recorded in the audit trail." />
      <Notices notices={view.notices} />
      <OnThisPage
        parts={PARTS.filter((title) => title !== 'Secrets' || view.secrets.length > 0).map((title) => ({ id: anchorOf(title), title }))}
        className="mb-4"
      />
      <Tenant view={view} />
      <Modes view={view} />
      <Connectors view={view} />
      <Secrets view={view} />
      <DetectionRules view={view} />
      <Section title="Accounts and roles">
        <AccountRoles view={view} />
      </Section>
      {view.editable.length > 0 ? (
        <Change view={view} />
      ) : (
        <Section title="Change settings">
          <p className="text-muted text-table">{view.change_denied}.</p>
        </Section>
      )}
    </>
  )
}

const Section = ({ title, children }: { title: (typeof PARTS)[number]; children: React.ReactNode }) => (
  <section id={anchorOf(title)} aria-label={title} className="panel mb-6 p-4">
    <h2 className="mb-2 font-strong text-card">{title}</h2>
    {children}
  </section>
)

const Tenant = ({ view }: { view: SettingsView }) => (
  <Section title="Organisation">
    <dl className="grid gap-x-6 gap-y-1 text-table sm:grid-cols-[12rem_1fr]">
      {view.facts.map((f) => (
        <div key={f.label} className="contents">
          <dt className="font-normal text-muted">{f.label}</dt>
          <dd className="break-words max-sm:mb-2">{f.value}</dd>
        </div>
      ))}
    </dl>
    <TimeZoneForm view={view} />
    <p className="mt-3 text-table">
      <Link className="touch underline" href="/policy">
        Freezes, stops and policies
      </Link>
    </p>
  </Section>
)

const Modes = ({ view }: { view: SettingsView }) => (
  <Section title="Mode">
    <ol className="ruled">
      {view.modes.map((m) => (
        <li key={m.mode} className="grid gap-x-6 gap-y-1 py-3 text-table sm:grid-cols-[minmax(0,1fr)_auto]">
          <div>
            <p className="font-strong">{m.label}</p>
            <p className="text-pretty text-muted">{m.does}</p>
          </div>
          <div className="max-w-[40rem] sm:justify-self-end sm:[&>div]:mt-0 sm:[&>div]:flex-row-reverse sm:[&>div>p]:basis-auto">
            {m.is_current ? <Badge kind="current">In force</Badge> : <SetMode view={view} mode={m} />}
          </div>
        </li>
      ))}
    </ol>
  </Section>
)

const STATE: Record<SettingsView['connectors'][number]['state'], { kind: MarkKind; word: string }> = {
  answers: { kind: 'verified', word: 'Answers' },
  failed: { kind: 'refused', word: 'Could not be asked' },
  not_connected: { kind: 'skipped', word: 'Not connected' },
  not_asked: { kind: 'unknown', word: 'Not asked yet' },
}

const Connectors = ({ view }: { view: SettingsView }) => (
  <Section title="Connectors">
    {view.spend === null ? null : <p className="mb-2 text-muted text-table">{view.spend}.</p>}
    {view.test_denied === null ? null : <p className="mb-2 text-pretty text-muted text-table">{asSentence(view.test_denied)}</p>}
    <ul className="ruled">
      {view.connectors.map((c) => (
        <li key={c.name} className="flex flex-wrap items-start justify-between gap-3 py-3 text-table">
          <div className="min-w-0 flex-1 basis-72">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-strong">{c.label}</span>
              <Badge kind={STATE[c.state].kind}>{STATE[c.state].word}</Badge>
              {c.checked_at === null ? null : (
                <span className="text-muted text-small">
                  asked <Time at={c.checked_at} now={view.now} />
                </span>
              )}
            </p>
            <p className="text-pretty text-muted">{c.does}</p>
            {c.state === 'not_asked' ? null : (
              <p className="text-pretty">
                {asSentence(c.state === 'not_connected' && c.remedy !== null ? c.remedy : `${c.detail}${c.remedy === null ? '' : `: ${c.remedy}`}`)}
              </p>
            )}
          </div>
          <TestButton label={c.label} path="/api/connectors/test" body={{ connector: c.name }} denied={view.test_denied} />
        </li>
      ))}
    </ul>
    {view.hooks.length === 0 ? null : (
      <>
        <h3 className="mt-4 mb-1 font-strong text-table">Addresses of the hooks</h3>
        <ul className="ruled">
          {view.hooks.map((h) => (
            <li key={h.hook_id} className="flex flex-wrap items-center justify-between gap-2 py-2 text-table">
              <span className="min-w-0 break-all">
                <Tag>{h.kind}</Tag> <span className="font-mono text-small">{h.url}</span>{' '}
                <span className="text-muted">{h.last === null ? 'never heard of' : 'last heard of '}</span>
                {h.last === null ? null : <Time at={h.last} now={view.now} />}
                {h.silence === null ? null : <span className="block text-pretty font-strong">{h.silence}</span>}
              </span>
              <CopyButton text={h.url} label="Copy" />
            </li>
          ))}
        </ul>
      </>
    )}
  </Section>
)

const Change = ({ view }: { view: SettingsView }) => (
  <Section title="Change settings">
    {view.editable.map((e) => (
      <Fold key={e.field} label={e.label}>
        <p className="mb-2 text-muted text-small">{e.note}</p>
        {e.forms.map((form) => (
          <SettingsForm key={form.title} view={view} setting={e} form={form} />
        ))}
      </Fold>
    ))}
  </Section>
)
