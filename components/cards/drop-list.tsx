import { ActionButton } from '@/components/cards/action-button'
import { offeredActions } from '@/components/cards/offered-actions'
import { shownCard } from '@/components/cards/shown-card'
import { Fold } from '@/components/ui/fold'
import { formatCount } from '@/lib/kernel/format'
import type { CommandResult } from '@/schemas/command'
import type { IntentAction, UiIntent } from '@/schemas/intent'

/** Leaving an action out is offered once for each action of a plan: a list of its own, so that what is done to the whole plan stands alone in the footer. */
export const isDrop = (action: IntentAction): boolean => action.command === 'plan.drop_action'

/** Each action of a plan that can be left out, folded: most plans are sent as they are. */
export function DropList({ intent, onCommand }: { intent: UiIntent; onCommand?: ((result: CommandResult) => void) | undefined }) {
  const drops = offeredActions(intent).actions.filter(isDrop)
  if (drops.length === 0) return null
  return (
    <div data-screen-only className="border-t px-4 py-1.5 @2xl:px-5">
      <Fold label={`Leave something out (${formatCount(drops.length, 'action')})`}>
        <ul className="mb-1.5 space-y-1.5">
          {drops.map((action) => (
            <li key={action.id}>
              <ActionButton action={action} shown={shownCard(intent)} size="row" onCommand={onCommand} />
            </li>
          ))}
        </ul>
      </Fold>
    </div>
  )
}
