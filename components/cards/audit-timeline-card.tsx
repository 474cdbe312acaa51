import type { CardProps } from '@/components/cards/card'
import { TimelineCard } from '@/components/cards/timeline-card'
import { Mark } from '@/components/ui/mark'

/** The entries as a timeline, under what was checked of the chain. An entry that does not recompute says so in its line. */
export function AuditTimelineCard({ part, intent }: CardProps<'audit.timeline'>) {
  const events = part.events.map((e) => ({
    at: e.at,
    title: e.is_sound ? e.title : `${e.title}: does not match its hash`,
    detail: e.detail,
    actor: e.surface === 'system' ? e.actor : `${e.actor}, ${e.surface}`,
    seq: e.seq,
    hash: e.hash,
  }))
  return (
    <div>
      <TimelineCard part={{ kind: 'timeline', title: part.title, events }} intent={intent} />
      <p className="mt-3 flex items-start gap-2 text-pretty text-muted text-small">
        <Mark kind={part.chain.is_intact ? 'verified' : 'critical'} className="mt-0.5" />
        {part.chain.sentence}
      </p>
    </div>
  )
}
