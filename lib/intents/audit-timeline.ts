import { entryHash } from '@/lib/audit/chain'
import { auditActor, auditDetail, auditSurface, auditTime, auditTitle } from '@/lib/intents/audit-words'
import { formatCount } from '@/lib/kernel/format'
import type { AuditEntry } from '@/schemas/audit'
import type { ComponentOf } from '@/schemas/intent'

// As many as one card takes (schemas/components/records).
const MOST = 200

/** Entries of the chain, newest first, each recomputed. They need not follow one another: how all of them link is checked on the audit page. */
export function auditTimeline(title: string, entries: readonly AuditEntry[]): ComponentOf<'audit.timeline'> {
  const events = entries
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, MOST)
    .map((e) => ({
      seq: e.seq,
      at: auditTime(e),
      title: auditTitle(e),
      detail: auditDetail(e),
      actor: auditActor(e),
      surface: auditSurface(e),
      hash: e.hash,
      is_sound: entryHash(e) === e.hash,
    }))
  const broken = events.filter((e) => !e.is_sound)
  const [first] = broken
  return {
    kind: 'audit.timeline',
    title,
    events,
    chain: {
      is_intact: first === undefined,
      sentence:
        first === undefined
          ? `${events.length === 1 ? 'This entry matches' : `Each of these ${formatCount(events.length, 'entry', 'entries')} matches`} its hash. The links between all entries are checked on the audit page.`
          : `Entry ${first.seq} does not match its hash${broken.length === 1 ? '' : `, and ${formatCount(broken.length - 1, 'other does', 'others do')} not either`}: what is here is not what was written.`,
    },
  }
}
