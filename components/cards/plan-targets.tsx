import { asTitle } from '@/components/cards/as-sentence'
import { targetGroups } from '@/components/cards/target-groups'
import { Fold } from '@/components/ui/fold'
import type { ComponentOf } from '@/schemas/intent'

type Target = ComponentOf<'plan.card'>['actions'][number]['targets'][number]

/** How many targets of a group are listed before the rest folds. */
const SHOWN = 6

/** What is done to which resource. What many have in common is said once, so that what tells them apart is never cut off. */
export const PlanTargets = ({ targets }: { targets: readonly Target[] }) => (
  <ul className="space-y-2">
    {targetGroups(targets).map((group) => {
      const shown = group.members.length > SHOWN + 1 ? SHOWN : group.members.length
      return (
        <li key={`${group.change} ${group.place}`}>
          <p className="text-pretty">{asTitle(group.change)}</p>
          <ul>{group.members.slice(0, shown).map(row)}</ul>
          {group.members.length > shown ? (
            <Fold label={`${group.members.length - shown} more`}>
              <ul>{group.members.slice(shown).map(row)}</ul>
            </Fold>
          ) : null}
          <p className="mt-1 text-muted text-small">
            under <span className="wrap-anywhere font-mono">{group.place}</span>
          </p>
        </li>
      )
    })}
  </ul>
)

const row = ({ label, id, arn }: { label: string; id: string; arn: string }) => (
  <li key={arn} className="flex flex-wrap justify-between gap-x-3 py-0.5" title={arn}>
    <span className="wrap-anywhere font-strong">{label}</span>
    {id === label ? null : <span className="wrap-anywhere font-mono text-muted text-small">{id}</span>}
  </li>
)
