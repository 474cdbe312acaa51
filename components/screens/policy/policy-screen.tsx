import { TextDiffLines } from '@/components/cards/text-diff-lines'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { PoliciesThatDecide } from '@/components/screens/policy/policies-that-decide'
import { Activate, FreezeForm, KillSwitch, LiftFreeze, ProposeForm } from '@/components/screens/policy/policy-controls'
import { Badge, Tag } from '@/components/ui/badge'
import { Fold } from '@/components/ui/fold'
import { Time } from '@/components/ui/time'
import type { PolicyView } from '@/schemas/policy-view'

const STATE = { active: 'Decides now', earlier: 'Decided before', proposed: 'Proposed', shipped: 'Shipped' } as const

/** What may happen at all: the stops, the policies in their own words, and how they change. */
export function PolicyScreen({ view }: { view: PolicyView }) {
  return (
    <>
      <PageTitle title="Policy" lead="Policies permit or deny; people approve. Policies of your own can only make it stricter." />
      <Notices notices={view.notices} />
      <Stops view={view} />
      <PoliciesThatDecide view={view} />
      <Changes view={view} />
    </>
  )
}

function Stops({ view }: { view: PolicyView }) {
  return (
    <section aria-label="Stops" className="panel mb-6 p-4">
      <h2 className="mb-2 font-strong text-card">Stops</h2>
      <KillSwitch view={view} />
      <h3 className="mt-5 mb-1 font-strong text-table">Freezes</h3>
      {view.freezes.length === 0 ? <p className="text-muted text-table">No freeze is set.</p> : null}
      <ul className="ruled">
        {view.freezes.map((f) => (
          <li key={f.freeze_id} className="flex flex-wrap items-center justify-between gap-3 py-2 text-table">
            <span className="min-w-0">
              <Badge kind={f.is_on ? 'refused' : 'waiting'}>{f.is_on ? 'Frozen' : 'Announced'}</Badge> {f.environment ?? 'every environment'},{' '}
              <Time at={f.from} now={view.now} /> to <Time at={f.to} now={view.now} />. {f.because}
            </span>
            <LiftFreeze view={view} freeze_id={f.freeze_id} />
          </li>
        ))}
      </ul>
      <FreezeForm view={view} />
    </section>
  )
}

function Changes({ view }: { view: PolicyView }) {
  return (
    <section aria-label="Changes" className="panel mt-6 p-4">
      <h2 className="mb-2 font-strong text-card">Changes</h2>
      <ul className="ruled">
        {view.bundles.map((b) => (
          <li key={b.bundle_digest} className="py-3 text-table">
            <p className="flex flex-wrap items-center gap-2">
              <Tag>{STATE[b.state]}</Tag>
              <span className="font-mono text-small">{b.bundle_digest.slice(0, 8)}</span>
              <span className="font-strong">{b.title}</span>
            </p>
            <p className="text-pretty text-muted">{b.note}</p>
            {b.diff.map((line) => (
              <p key={line}>{line}.</p>
            ))}
            {b.plans.length > 0 ? (
              <ul className="mt-1 list-disc pl-5 text-small">
                {b.plans.map((p) => (
                  <li key={p.text}>
                    {p.text}. {p.because}
                  </li>
                ))}
              </ul>
            ) : null}
            {b.changes.map((c) => (
              <Fold key={c.title} label={`${c.title} against what decides now`}>
                <p className="text-muted text-small">{c.subtitle}</p>
                <TextDiffLines part={c} />
              </Fold>
            ))}
            {b.files.map((f) => (
              <Fold key={f.name} label={f.name}>
                <pre className="overflow-x-auto rounded-sm bg-sunken p-2 font-mono text-small">{f.text}</pre>
              </Fold>
            ))}
            <Activate view={view} bundle={b} />
          </li>
        ))}
      </ul>
      <div className="mt-2 border-t pt-2">
        <Fold label="Propose your own policies">
          <ProposeForm view={view} />
        </Fold>
      </div>
    </section>
  )
}
