import { type Answer, type AskWith, viewIntent } from '@/agent/ask/answer-kit'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { say } from '@/agent/narration/say'
import { auditActor, auditDetail, auditTitle } from '@/lib/intents/audit-words'
import { count, type Facts } from '@/lib/intents/fact'
import type { AuditEntry } from '@/schemas/audit'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

/** Events of the audit chain that fit, the newest first, each with its place in the chain. */
export async function auditSearch(frame: FrameOf<'audit_search'>, ask: AskWith): Promise<Answer> {
  const entries = await ask.audit(frame)
  if (entries.length === 0) {
    const answer = noticeAnswer(
      frame,
      ask,
      { tone: 'info', title: 'No event fits', text: 'The audit trail was asked and has no such event.', remedy: 'Ask for another person, topic or period.' },
      ['Show the audit log', 'What needs attention?'],
    )
    return { ...answer, sentence: say('The audit trail has no such event.', {}) }
  }
  const facts: Facts = { events: count('Events', entries.length, 'event') }
  const timeline: Component = {
    kind: 'timeline',
    title: 'Audit trail',
    events: entries.map((e) => ({ at: timeOf(e), title: auditTitle(e), detail: auditDetail(e), actor: auditActor(e), seq: e.seq, hash: e.hash })),
  }
  const card = viewIntent(ask, frame, {
    title: timeline.title,
    facts,
    components: [timeline],
    suggestions: ['What needs attention?', 'What is waiting for approval?', 'Savings'],
  })
  const text = entries.length === frame.limit ? 'The latest {events} that fit; the audit page has all of them.' : '{events} that fit.'
  const intent = { ...card, href: frame.case_id === null ? '/audit' : `/audit?case=${frame.case_id}` }
  return { intents: [intent], sentence: say(text, facts, ['events']), listed: [] }
}

/** When it happened on the tenant's clock; events that do not say have the database's. */
function timeOf(e: AuditEntry): Instant {
  const { tenant_now } = JSON.parse(e.body) as { tenant_now?: unknown }
  return typeof tenant_now === 'string' ? tenant_now : `${e.at.slice(0, 23).padEnd(23, '0')}Z`
}
