import { ActionButton } from '@/components/cards/action-button'
import { isDrop } from '@/components/cards/drop-list'
import { offeredActions } from '@/components/cards/offered-actions'
import { shownCard } from '@/components/cards/shown-card'
import { cn } from '@/components/ui/cn'
import type { CommandResult } from '@/schemas/command'
import type { UiIntent } from '@/schemas/intent'

const ORDER = { danger: 0, neutral: 1, primary: 2 } as const

/** The actions of a card but those that only leave a part of it out: the primary one last and to the right, where a form ends. */
export function ActionBar({
  intent,
  onCommand,
  className,
}: {
  intent: UiIntent
  onCommand?: ((result: CommandResult) => void) | undefined
  className?: string
}) {
  const { actions: offered, is_withheld } = offeredActions(intent)
  if (offered.length === 0 && !is_withheld) return null
  const actions = offered.filter((action) => !isDrop(action)).sort((a, b) => ORDER[a.style] - ORDER[b.style])
  return (
    <div data-screen-only className={cn('flex flex-wrap items-start justify-end gap-2 phone:justify-start', className)}>
      {actions.map((action) => (
        <ActionButton
          key={action.id}
          action={action}
          shown={shownCard(intent)}
          onCommand={onCommand}
          className="max-w-64 text-right phone:text-left [&>button]:w-auto"
        />
      ))}
      {is_withheld ? (
        <a href={intent.href} className="py-1 text-accent text-table underline underline-offset-4">
          Decide in Countersign
        </a>
      ) : null}
    </div>
  )
}
