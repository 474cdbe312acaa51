import { messagesOf } from '@/agent/agui/messages-of'
import { findThread, historyOf, type Owner } from '@/agent/agui/thread-store'
import { transcriptOf } from '@/components/shell/ask/ask-turns'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import type { UiIntent } from '@/schemas/intent'
import type { Reading, RunFailure } from '@/schemas/reading'

export type ExportedTurn = {
  question: string
  reading: Reading | null
  sentence: string
  said_by: string | null
  failure: RunFailure | null
  /** As they were when they were shown. */
  cards: UiIntent[]
}
export type ExportedThread = { thread_id: string; title: string; by: string; tenant: string; exported_at: string; time_zone: string; turns: ExportedTurn[] }

/** A whole conversation with every card as it was shown. Throws `not_found` for one that is not this person's to read. */
export async function exportedThread(owner: Owner, thread_id: string): Promise<ExportedThread> {
  const [thread, tenant] = await Promise.all([findThread(owner, thread_id), getTenant(owner.tenant_id)])
  if (thread === null) throw new Fault('not_found', 'there is no such conversation: it was deleted, or it is not shared with you', { thread_id })
  const { turns, seen } = transcriptOf(messagesOf((await historyOf(owner.tenant_id, thread_id)).flatMap((run) => run.events)))
  return {
    thread_id,
    title: thread.title,
    by: thread.by,
    tenant: tenant.name,
    exported_at: clockOf(tenant.clock_offset_ms),
    time_zone: tenant.time_zone,
    turns: turns.map(({ question, turn, sentence, said_by, failure }) => ({
      question,
      reading: turn?.reading ?? null,
      sentence,
      said_by,
      failure,
      cards: (turn?.intents ?? []).flatMap(({ intent_id, rev }) => seen.get(`${intent_id}@${rev}`) ?? []),
    })),
  }
}

/** The same as text that reads well on its own. Cards stand in their plain form. */
export function threadMarkdown({ title, by, tenant, exported_at, time_zone, turns }: ExportedThread): string {
  const head = [
    `# ${oneLine(title || 'Untitled')}`,
    '',
    `Conversation of ${oneLine(by)} in ${oneLine(tenant)}, exported ${formatInstant(exported_at, undefined, time_zone)}. Cards stand as they were when they were shown; ${time_zone === 'UTC' ? 'days and times are UTC' : `times are those of ${oneLine(time_zone)} where they do not say UTC, and days of the bill are UTC`}.`,
  ]
  return `${[...head, ...turns.flatMap(turnLines)].join('\n')}\n`
}

function turnLines({ question, reading, sentence, said_by, failure, cards }: ExportedTurn, i: number): string[] {
  return [
    '',
    `## ${i + 1}. ${oneLine(question)}`,
    ...(reading?.outcome === 'answered' ? ['', `Understood as: ${oneLine(reading.canonical)}`] : []),
    ...(reading?.outcome === 'clarify' ? ['', oneLine(reading.question)] : []),
    ...(reading?.outcome === 'declined' ? ['', oneLine(reading.because)] : []),
    ...(sentence === '' ? [] : ['', oneLine(sentence), ...(said_by === null ? [] : ['', `Worded by ${oneLine(said_by)}.`])]),
    ...(failure === null ? [] : ['', `Not answered: ${oneLine(failure.message)}`]),
    ...cards.flatMap((card) => ['', fenceOf(card.plain), card.plain, fenceOf(card.plain)]),
  ]
}

/** A heading or paragraph stays one, whatever somebody typed. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
/** Longer than any fence within. */
const fenceOf = (text: string): string => '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
