import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { capital } from '@/lib/desks/cost/intents/words'
import { auditActor, auditDetail, auditTitle } from '@/lib/intents/audit-words'
import { buildIntent } from '@/lib/intents/build'
import { STATUS_WORDS } from '@/lib/intents/words'
import type { AuditEntry } from '@/schemas/audit'
import type { ComponentOf, UiIntent } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Event = ComponentOf<'timeline'>['events'][number]

/** What happened to the case, newest first: the audit chain where it is at hand, else the phases that the case remembers. */
export function timelineIntent(ctx: CaseContext): UiIntent | null {
  const events = ctx.audit.length > 0 ? fromAudit(ctx) : fromCase(ctx)
  if (events.length === 0) return null
  const title = ctx.audit.length > 0 ? 'Audit trail of this case' : 'Course of this case'
  return buildIntent({
    ...envelope(ctx, 'timeline', { type: 'audit', id: ctx.c.case_id }, `/audit?case=${ctx.c.case_id}`),
    title,
    facts: {},
    components: [{ kind: 'timeline', title, events }],
  })
}

const fromAudit = ({ audit }: CaseContext): Event[] =>
  audit
    .toSorted((a, b) => b.seq - a.seq)
    .map((e) => ({ at: timeOf(e), title: auditTitle(e), detail: auditDetail(e), actor: auditActor(e), seq: e.seq, hash: e.hash }))

/** When it happened on the tenant's clock; events that do not say have the database's. */
function timeOf(e: AuditEntry): Instant {
  const { tenant_now } = JSON.parse(e.body) as { tenant_now?: unknown }
  return typeof tenant_now === 'string' ? tenant_now : `${e.at.slice(0, 23).padEnd(23, '0')}Z`
}

const fromCase = ({ c }: CaseContext): Event[] =>
  c.timeline.toReversed().map((e) => ({ at: e.at, title: capital(STATUS_WORDS[e.status]), detail: e.note, actor: 'Countersign', seq: null, hash: null }))
