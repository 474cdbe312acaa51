import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { findTerm, GLOSSARY, nearTerms } from '@/lib/conversation/glossary/glossary'
import { FISCAL_NOT_SET } from '@/lib/conversation/period/fiscal'
import { fiscalOf, fiscalPeriod, monthName } from '@/lib/conversation/period/fiscal-period'
import { cell, columnsOf } from '@/lib/intents/cell'
import { words } from '@/lib/intents/fact'
import { capital } from '@/lib/kernel/letters'
import { dayOf } from '@/lib/kernel/time'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

const MOST_NEAR = 5

/** What a word of the product means, and words beside it. */
export async function defineTerm(frame: FrameOf<'define_term'>, ask: AskWith): Promise<Answer> {
  const entry = findTerm(frame.term)
  const near = nearTerms(frame.term, MOST_NEAR + 1).filter((e) => e.term !== entry?.term)
  const components: Component[] = [
    {
      kind: 'notice',
      tone: 'info',
      title: entry === undefined ? 'Not in the glossary' : capital(entry.term),
      text: entry?.means ?? `not known: the glossary has ${GLOSSARY.length} terms, and this is none of them.`,
      remedy: null,
    },
  ]
  if (entry !== undefined && FISCAL.has(entry.term)) components.push(fiscalHere(ask))
  if (near.length > 0)
    components.push({
      kind: 'table',
      title: 'Beside it',
      subtitle: 'Other words of the glossary',
      columns: columnsOf('Term', 'Means'),
      rows: near.slice(0, MOST_NEAR).map((e) => ({ href: null, cells: [cell(capital(e.term)), cell(e.means)] })),
      totals: null,
      more: null,
    })
  const facts = { term: words('Term', entry?.term ?? frame.term) }
  const intent = viewIntent(ask, frame, { title: capital(entry?.term ?? frame.term), facts, components, suggestions: ['What needs attention?', 'Help'] })
  const sentence = entry === undefined ? say('The glossary has no entry for {term}.', facts) : say('Here is what {term} means.', facts)
  return { intents: [intent], sentence, listed: [] }
}

const FISCAL: ReadonlySet<string> = new Set(['fiscal year', 'fiscal quarter'])

/** When fiscal years start in this tenant and which one it is, or who sets it. */
function fiscalHere({ fiscal_year_starts_in_month: month, now }: AskWith): Component {
  const today = dayOf(now)
  const now_in = month === null ? undefined : fiscalPeriod({ ...fiscalOf(today, month), is_to_date: false, month }, today)
  if (month === null || now_in === undefined) return { kind: 'notice', tone: 'info', title: 'Not set here', text: FISCAL_NOT_SET, remedy: null }
  const text = `Fiscal years start in ${monthName(month)} here. Today is in ${now_in.label}.`
  return { kind: 'notice', tone: 'info', title: 'Here', text, remedy: null }
}
