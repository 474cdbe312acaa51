import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { EXAMPLES } from '@/lib/conversation/ask-back/examples'
import { cell, columnsOf } from '@/lib/intents/cell'
import type { FrameOf } from '@/schemas/frame'
import type { ComponentOf } from '@/schemas/intent'

const PLACES: ComponentOf<'links'>['links'] = [
  { label: 'Inbox', href: '/', note: 'Open cases, the most money first' },
  { label: 'Approvals', href: '/approvals', note: 'Plans that wait for a signature' },
  { label: 'Verification', href: '/verification', note: 'What came of plans that were carried out' },
  { label: 'Savings', href: '/savings', note: 'What was predicted and what was realized' },
  { label: 'Audit', href: '/audit', note: 'Everything that was decided or done, in order' },
  { label: 'Sources', href: '/sources', note: 'Where the figures come from and how old they are' },
]

/** The questions that always work. */
export async function help(frame: FrameOf<'help'>, ask: AskWith): Promise<Answer> {
  const intent = viewIntent(ask, frame, {
    title: 'What can be asked',
    facts: {},
    components: [
      {
        kind: 'table',
        title: 'Questions',
        subtitle: 'Names of accounts, services, regions and teams work in all of them',
        columns: columnsOf('Ask for example'),
        rows: EXAMPLES.map((text) => ({ href: null, cells: [cell(text)] })),
        totals: null,
        more: null,
      },
      { kind: 'links', title: 'Places', links: PLACES },
      {
        kind: 'notice',
        tone: 'info',
        title: 'A question changes nothing',
        text: 'Plans are approved, denied and carried out only from their cards, by people.',
        remedy: null,
      },
    ],
    suggestions: ['What needs attention?', 'What changed most in the last 7 days?', 'What is waiting for approval?'],
  })
  return { intents: [intent], sentence: say('Ask about cost, changes, cases, plans, approvals and savings.', {}), listed: [] }
}
