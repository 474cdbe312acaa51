import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { policyChange } from '@/agent/ask/answers/policy-change'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { auditTimeline } from '@/lib/intents/audit-timeline'
import { count, type Facts } from '@/lib/intents/fact'
import { settingsDiffs } from '@/lib/intents/settings-diff'
import type { FrameOf } from '@/schemas/frame'
import type { Component, ComponentOf, UiIntent } from '@/schemas/intent'

// Changes of settings and policies that one answer sets out.
const MOST_DIFFS = 5

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
  const timeline = auditTimeline('Audit trail', entries)
  const changes = await Promise.all(entries.map(async (e): Promise<Component[]> => [...settingsDiffs(e, ask.now), ...(await policyChange(e, ask))]))
  const diffs = changes.flat().slice(0, MOST_DIFFS)
  const card = viewIntent(ask, frame, {
    title: timeline.title,
    facts,
    components: [timeline, ...diffs],
    suggestions: ['What needs attention?', 'What is waiting for approval?', 'Savings'],
  })
  const text = entries.length === frame.limit ? 'The latest {events} that fit; the audit page has all of them.' : '{events} that fit.'
  const intent = { ...card, href: frame.case_id === null ? '/audit' : `/audit?case=${frame.case_id}` }
  // One event alone is shown with what proves it.
  const [only] = entries
  const proof = entries.length === 1 && only !== undefined ? await ask.prove(only) : null
  return { intents: [intent, ...(proof === null ? [] : [proofCard(frame, ask, proof)])], sentence: say(text, facts, ['events']), listed: [] }
}

/** The proof of one event as a card of its own. */
function proofCard(frame: FrameOf<'audit_search'>, ask: AskWith, proof: ComponentOf<'audit.proof'>): UiIntent {
  const card = viewIntent(ask, frame, { title: `Entry ${proof.seq} of the audit trail`, facts: {}, components: [proof] })
  return { ...card, intent_id: `view.audit_proof.${ask.run_key}`, href: `/audit#entry-${proof.seq}` }
}
