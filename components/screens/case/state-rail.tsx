import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { RailStop } from '@/schemas/case-view'

const MARK: Record<RailStop['state'], MarkKind> = { done: 'verified', current: 'current', waiting: 'waiting', skipped: 'skipped', failed: 'critical' }

/** Where the case stands, with times: one line across the page. On a phone only the marks and the words of where it stands now. */
export function StateRail({ stops, now }: { stops: RailStop[]; now: string }) {
  const here = stops.find((s) => s.state === 'current' || s.state === 'failed') ?? stops.findLast((s) => s.state === 'done')
  return (
    <div className="border-y py-2">
      <ol aria-label="Where this case stands" className="flex items-start text-table">
        {stops.map((stop, i) => (
          <li
            key={stop.phase}
            aria-current={stop.state === 'current' ? 'step' : undefined}
            className={cn('flex items-start', i > 0 && 'flex-1')}
            title={stop.note ?? undefined}
          >
            {i > 0 ? (
              <span
                aria-hidden="true"
                className={cn(
                  'mx-2 mt-[9px] h-0 min-w-2 flex-1 border-t md:mx-2.5',
                  stops[i - 1]?.state === 'done' ? 'border-verified' : 'border-line-strong border-dashed',
                )}
              />
            ) : null}
            <Mark kind={MARK[stop.state]} className="mt-1 md:mr-1.5" />
            <span className="max-md:sr-only">
              <span
                className={cn(
                  'block',
                  stop.state === 'current' && 'font-strong',
                  stop.state === 'waiting' && 'text-muted',
                  stop.state === 'skipped' && 'text-muted line-through',
                )}
              >
                {stop.label}
              </span>
              <span className="block min-h-4 text-muted text-small">{stop.at ? <Time at={stop.at} style="short" now={now} /> : null}</span>
            </span>
          </li>
        ))}
      </ol>
      {here ? (
        <p aria-hidden="true" className="mt-1 text-table md:hidden">
          <span className="font-strong">{here.label}</span>
          {here.note ? <span className="text-muted">. {here.note}</span> : null}
        </p>
      ) : null}
    </div>
  )
}
