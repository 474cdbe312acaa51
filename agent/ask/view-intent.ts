import { buildIntent, type IntentParts } from '@/lib/intents/build'
import type { Facts } from '@/lib/intents/fact'
import type { Frame } from '@/schemas/frame'
import type { Component, UiIntent } from '@/schemas/intent'
import type { AskWith } from './answer-shape'

type Table = Extract<Component, { kind: 'table' }>

/** A card of a view. It belongs to one run: asking again makes a new card and leaves the old one as it was seen. */
export function viewIntent(
  ask: Pick<AskWith, 'run_key' | 'now'>,
  frame: Frame,
  parts: Omit<IntentParts, 'intent_id' | 'rev' | 'subject' | 'produced_by' | 'now' | 'href'>,
): UiIntent {
  return buildIntent({
    intent_id: `view.${frame.frame}.${ask.run_key}`,
    rev: 0,
    subject: { type: 'view', id: frame.frame },
    produced_by: { ruleset_version: 'bill', policy_digest: null },
    now: ask.now,
    href: '/ask',
    ...parts,
  })
}

/** A card that is one table, whole as it stands and named after it. */
export function tableIntent(
  ask: Pick<AskWith, 'run_key' | 'now'>,
  frame: Frame,
  { table, facts, suggestions }: { table: Omit<Table, 'kind' | 'totals' | 'more'>; facts: Facts; suggestions: string[] },
): UiIntent {
  return viewIntent(ask, frame, { title: table.title, facts, components: [{ kind: 'table', ...table, totals: null, more: null }], suggestions })
}
