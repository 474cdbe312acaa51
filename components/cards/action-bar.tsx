import { ActionButton } from '@/components/cards/action-button'
import { cn } from '@/components/ui/cn'
import type { CommandResult } from '@/schemas/command'
import type { UiIntent } from '@/schemas/intent'

const ORDER = { danger: 0, neutral: 1, primary: 2 } as const

/** The actions of a card: the primary one last and to the right, where a form ends. */
export function ActionBar({
  intent,
  onCommand,
  className,
}: {
  intent: UiIntent
  onCommand?: ((result: CommandResult) => void) | undefined
  className?: string
}) {
  if (intent.actions.length === 0) return null
  const actions = [...intent.actions].sort((a, b) => ORDER[a.style] - ORDER[b.style])
  return (
    <div data-screen-only className={cn('flex flex-wrap items-start justify-end gap-2', className)}>
      {actions.map((action) => (
        <ActionButton key={action.id} action={action} shown={intent} onCommand={onCommand} className="max-w-64" />
      ))}
    </div>
  )
}
