import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { auditTimeline } from '@/lib/intents/audit-timeline'
import { buildIntent } from '@/lib/intents/build'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { capital } from '@/lib/kernel/letters'
import type { ComponentOf, UiIntent } from '@/schemas/intent'

type Event = ComponentOf<'timeline'>['events'][number]

/** What happened to the case, newest first: the audit chain where it is at hand, else the phases that the case remembers. */
export function timelineIntent(ctx: CaseContext): UiIntent | null {
  const events = fromCase(ctx)
  if (ctx.audit.length === 0 && events.length === 0) return null
  const title = ctx.audit.length > 0 ? 'Audit trail of this case' : 'Course of this case'
  return buildIntent({
    ...envelope(ctx, 'timeline', { type: 'audit', id: ctx.c.case_id }, `/audit?case=${ctx.c.case_id}`),
    title,
    facts: {},
    components: [ctx.audit.length > 0 ? auditTimeline(title, ctx.audit) : { kind: 'timeline', title, events }],
  })
}

const fromCase = ({ c }: CaseContext): Event[] =>
  c.timeline.toReversed().map((e) => ({ at: e.at, title: capital(STATUS_WORDS[e.status]), detail: e.note, actor: 'Countersign', seq: null, hash: null }))
