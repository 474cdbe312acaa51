import type { CardProps } from '@/components/cards/card'
import { CardHeader } from '@/components/ui/card'
import { Fold } from '@/components/ui/fold'
import { Time } from '@/components/ui/time'

export function TimelineCard({ part, intent }: CardProps<'timeline'>) {
  return (
    <div>
      <CardHeader title={part.title} />
      <Events events={part.events.slice(0, SHOWN)} now={intent.server_now} />
      {part.events.length > SHOWN ? (
        <Fold label={`${part.events.length - SHOWN} earlier`}>
          <Events events={part.events.slice(SHOWN)} now={intent.server_now} />
        </Fold>
      ) : null}
    </div>
  )
}

/** How many events are listed before the earlier ones fold. */
const SHOWN = 8

function Events({ events, now }: { events: CardProps<'timeline'>['part']['events']; now: string }) {
  return (
    <ol className="mt-3">
      {events.map((e, i) => (
        <li
          key={`${e.at}${e.title}${e.seq ?? ''}`}
          className="relative grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-3 pb-3 text-table last:pb-0 @2xl:grid-cols-[8.5rem_0.75rem_minmax(0,1fr)_auto]"
        >
          <span className="hidden text-muted text-small leading-5 @2xl:block">
            <Time at={e.at} now={now} />
          </span>
          <span aria-hidden="true" className="relative">
            {i < events.length - 1 ? <span className="absolute top-3 -bottom-4 left-[3.5px] border-line-strong border-l" /> : null}
            <span className="absolute top-[7px] left-[1px] size-1.5 rounded-full bg-ink" />
          </span>
          <span className="min-w-0">
            <span className="font-strong">{e.title}</span> <span className="text-muted">{e.actor}</span>
            {e.detail ? <span className="block text-pretty text-muted">{e.detail}</span> : null}
            <span className="block text-muted text-small @2xl:hidden">
              <Time at={e.at} now={now} />
            </span>
          </span>
          {e.hash ? (
            <span className="col-start-2 font-mono text-muted text-small leading-5 @2xl:col-start-auto" title={`Audit entry ${e.seq ?? ''}, hash ${e.hash}`}>
              {e.seq !== null ? `${e.seq} · ` : ''}
              {e.hash.slice(0, 8)}
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
