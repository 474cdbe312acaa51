import { Tag } from '@/components/ui/badge'
import { Fold } from '@/components/ui/fold'
import type { PolicyView } from '@/schemas/policy-view'

type Policy = PolicyView['policies'][number]

// In the order in which a plan meets them.
const GROUPS: readonly { does: Policy['does']; title: string; lead: string }[] = [
  { does: 'permits', title: 'What permits a plan', lead: 'How many approvals each level of risk needs. A plan that no policy permits is denied.' },
  { does: 'raises', title: 'What requires more approval', lead: 'Whatever the risk.' },
  { does: 'forbids', title: 'What forbids a plan', lead: 'No approval can override these.' },
  { does: 'calls_a_person', title: 'What calls for a person', lead: 'Instead of an automatic rollback when health gets worse on the first day.' },
]

/** Every policy that decides now, by what it does to a plan. */
export function PoliciesThatDecide({ view }: { view: PolicyView }) {
  return (
    <section aria-label="Policies that decide" className="panel @container p-4">
      <h2 className="font-strong text-card">Policies that decide</h2>
      <p className="text-muted text-small">
        Version <span className="break-all font-mono">{view.active_digest.slice(0, 16)}</span>
      </p>
      {GROUPS.map(({ does, title, lead }) => {
        const policies = view.policies.filter((p) => p.does === does)
        if (policies.length === 0) return null
        return (
          <section key={does} aria-label={title} className="mt-5">
            <h3 className="font-strong">
              {title} <span className="font-normal text-muted">({policies.length})</span>
            </h3>
            <p className="mb-1 text-muted text-table">{lead}</p>
            <ul className="ruled border-t">
              {policies.map((p) => (
                <PolicyRow key={p.policy_id} policy={p} />
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

const PolicyRow = ({ policy }: { policy: Policy }) => (
  <li className="grid gap-x-6 pt-2 pb-1 text-table @2xl:grid-cols-[13rem_minmax(0,1fr)]">
    <h4 className="flex flex-wrap items-baseline gap-x-2 font-strong">
      {policy.name} {policy.is_own ? <Tag>own</Tag> : null}
    </h4>
    <div className="min-w-0">
      <p className="text-pretty">{policy.reason}</p>
      {policy.fix === '' ? null : <p className="text-pretty text-muted">Until: {policy.fix}</p>}
      <Fold label="Policy text">
        <p className="text-muted text-small">
          Control {policy.control}, kept by {policy.owner}
        </p>
        <pre className="overflow-x-auto rounded-sm bg-sunken p-2 font-mono text-small">{policy.text}</pre>
      </Fold>
    </div>
  </li>
)
