import { ArrowDownIcon, ArrowRightIcon } from 'lucide-react'
import { Link } from '@/components/ui/link'
import type { CaseView } from '@/schemas/case-view'

const LOOK =
  'sticky bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-10 order-2 -mb-15 hidden h-12 items-center gap-2 rounded-card border border-line-strong bg-surface px-4 text-table shadow-float focus-visible:z-30 phone:flex'

/**
 * On a phone the next step stands below the chart. Until it is in view this line at the foot of the screen names it and leads there; then it lies behind the
 * panel it led to, where nothing is covered any more. It is read before the summary, like a link that skips.
 */
export function NextStepBar({ view }: { view: CaseView }) {
  const action = view.headline.actions.find((a) => a.style === 'primary')
  const label = action?.label ?? view.next.label
  if (label === null) return null
  const leads_away = action === undefined && view.next.href?.startsWith('/')
  const Arrow = leads_away ? ArrowRightIcon : ArrowDownIcon
  return (
    <Link href={leads_away && view.next.href ? view.next.href : '#next-step'} data-screen-only className={LOOK}>
      <span className="text-muted">Next step</span>
      <span className="sr-only">: </span>
      <span className="min-w-0 flex-1 truncate font-strong">{label}</span>
      <Arrow aria-hidden="true" className="size-4 shrink-0 text-accent" />
    </Link>
  )
}
