import { recentOfKinds } from '@/lib/audit/recent-store'
import { getCases } from '@/lib/cases/store'
import { lateOf } from '@/lib/cases/timed-store'
import { auditTime, auditTitle } from '@/lib/intents/audit-words'
import { OUTCOME_WORDS } from '@/lib/intents/code-words'
import { RUNS_SHOWN } from '@/lib/jobs/schedule-store'
import { listTimers, pausedTimers } from '@/lib/jobs/timer-store'
import { TIMERS } from '@/lib/jobs/timers'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import { checkWords } from '@/lib/verification/schedule'
import type { AuditEntry, AuditKind } from '@/schemas/audit'
import type { PageNotice } from '@/schemas/page'
import type { ScheduleRun, TimerName } from '@/schemas/schedule'
import type { SchedulesView } from '@/schemas/settings-view'
import type { Instant } from '@/schemas/time'

// What a timer did is in the trail, an event a case.
const DID: Readonly<Record<TimerName, readonly AuditKind[]>> = {
  verification: ['verification.checked'],
  expiry: ['approval.reminded', 'approval.escalated', 'approval.expired'],
}
const LATE_WORDS: Readonly<Record<TimerName, [one: string, many: string]>> = { verification: ['check', 'checks'], expiry: ['request', 'requests'] }

type Run = SchedulesView['timers'][number]['runs'][number]

/** Work whose moments stand on the cases: what it did last, what waits for it, and whether somebody paused it. */
export async function timersOf(tenant_id: string, now: Instant, textOf: (run: ScheduleRun) => string): Promise<SchedulesView['timers']> {
  const timers = await listTimers(tenant_id)
  return await Promise.all(
    timers.map(async ({ name, paused_since, runs }) => {
      const [did, late] = await Promise.all([whatItDid(tenant_id, name), lateText(tenant_id, name, now)])
      const asked = runs.map((r) => ({ started_at: r.started_at, outcome: r.outcome, text: textOf(r) }))
      return {
        name,
        ...TIMERS[name],
        paused_since,
        late,
        runs: [...did, ...asked].toSorted((a, b) => (a.started_at < b.started_at ? 1 : -1)).slice(0, RUNS_SHOWN),
      }
    }),
  )
}

async function whatItDid(tenant_id: string, name: TimerName): Promise<Run[]> {
  const events = await recentOfKinds(tenant_id, DID[name], RUNS_SHOWN)
  const cases = await getCases(tenant_id, [...new Set(events.map((e) => e.subject))])
  return events.map((e) => {
    const headline = cases.find((c) => c.case_id === e.subject)?.headline ?? e.subject
    return { started_at: auditTime(e), outcome: 'done', text: `${wordsOf(e)}: ${headline}` }
  })
}

/** "Two hours after the run, keep watching" */
function wordsOf(entry: AuditEntry): string {
  if (entry.kind !== 'verification.checked') return auditTitle(entry)
  const { check, outcome } = JSON.parse(entry.body) as { check?: string; outcome?: keyof typeof OUTCOME_WORDS } // the graph writes it
  return [checkWords(check ?? ''), outcome === undefined ? '' : OUTCOME_WORDS[outcome]].filter((text) => text !== '').join(', ')
}

/** "3 checks are due and wait, the oldest since 19 Nov 08:00"; null while nothing is. */
async function lateText(tenant_id: string, name: TimerName, now: Instant): Promise<string | null> {
  const { cases, since } = await lateOf(tenant_id, name, now)
  if (cases === 0 || since === null) return null
  return `${formatCount(cases, ...LATE_WORDS[name])} ${cases === 1 ? 'is due and waits' : 'are due and wait'}, ${cases === 1 ? '' : 'the oldest '}since ${formatInstant(since, now)}.`
}

/** What a page says about a timer that somebody paused; nothing while it goes. */
export async function pausedNotices(tenant_id: string, name: TimerName, now: Instant): Promise<PageNotice[]> {
  const paused = (await pausedTimers(tenant_id)).find((p) => p.name === name)
  if (paused === undefined) return []
  const { label, while_paused } = TIMERS[name]
  const late = await lateText(tenant_id, name, now)
  return [
    {
      tone: 'degraded',
      title: `${label}: paused since ${formatInstant(paused.since, now)}`,
      text: [late, while_paused].filter((text) => text !== null).join(' '),
      remedy: 'Whoever may, resumes it under Settings, Scheduled work; anybody who works on cases can have what is due looked at once there.',
    },
  ]
}
