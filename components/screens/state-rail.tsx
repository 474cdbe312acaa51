import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { RailStop } from '@/schemas/view'

const MARK: Record<RailStop['state'], MarkKind> = { done: 'verified', current: 'current', waiting: 'waiting', skipped: 'low', failed: 'critical' }

/** Where the case stands, with times. */
export const StateRail = ({ stops, now }: { stops: RailStop[]; now: string }) => (
  <ol aria-label="Where this case stands" className="text-table">
    {stops.map((stop, i) => (
      <li
        key={stop.phase}
        aria-current={stop.state === 'current' ? 'step' : undefined}
        className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-2 pb-2 last:pb-0"
      >
        {i < stops.length - 1 ? (
          <span
            aria-hidden="true"
            className={cn(
              'absolute top-[17px] -bottom-px left-[5.5px] border-l',
              stop.state === 'done' ? 'border-verified' : 'border-line-strong border-dashed',
            )}
          />
        ) : null}
        <Mark kind={MARK[stop.state]} className="translate-y-px" />
        <span
          className={cn(
            'min-w-0',
            stop.state === 'current' && 'font-strong',
            stop.state === 'waiting' && 'text-muted',
            stop.state === 'skipped' && 'text-muted line-through',
          )}
        >
          {stop.label}
          {stop.note ? <span className="block font-normal text-muted text-small">{stop.note}</span> : null}
        </span>
        <span className="text-muted text-small">{stop.at ? <Time at={stop.at} now={now} /> : null}</span>
      </li>
    ))}
  </ol>
)
