import type { Message } from '@ag-ui/client'
import { expect, it } from 'vitest'
import { joined, transcriptOf } from '@/components/shell/ask/ask-turns'
import { merged } from '@/components/shell/ask/thread-page'
import { INTENT_ACTIVITY, TURN_ACTIVITY } from '@/schemas/activity'

const card = (rev: number, title: string) => ({
  ...{ ui_schema_version: '1.0', intent_id: 'case_a.headline', rev, plain: title, title, href: '/cases/case_a' },
  ...{ components: [], actions: [], must_show: [], facts: {}, evidence: {} },
})
const said = (n: number, rev: number): Message[] => [
  { id: `q${n}`, role: 'user', content: `question ${n}` },
  { id: `intent:case_a.headline@${rev}`, role: 'activity', activityType: INTENT_ACTIVITY, content: card(rev, `as of ${rev}`) },
  {
    ...{ id: `turn:${n}`, role: 'activity', activityType: TURN_ACTIVITY },
    content: { question: `question ${n}`, reading: { outcome: 'answered' }, intents: [{ intent_id: 'case_a.headline', rev }], suggestions: [] },
  },
]

it('keeps what is as it was as the same object when a conversation is read again, so that it is not drawn again', () => {
  const before = [...said(1, 1), ...said(2, 2)]
  const again = merged(before, structuredClone([...said(2, 2), ...said(3, 3)]))
  expect(again.slice(0, 6).every((m, i) => m === before[i])).toBe(true)
  expect(again.map((m) => m.id)).toEqual([...before, ...said(3, 3)].map((m) => m.id))
})

it('shows every answer with the newest card, whether it came before or with the last question', () => {
  const early = transcriptOf([...said(1, 1), ...said(2, 3)])
  const late = joined(early, transcriptOf(said(3, 2)))
  expect(late.intents.get('case_a.headline')?.rev).toBe(3)
  expect(joined(early, transcriptOf(said(3, 4))).intents.get('case_a.headline')?.rev).toBe(4)
  expect([...late.seen.keys()].sort()).toEqual(['case_a.headline@1', 'case_a.headline@2', 'case_a.headline@3'])
  expect(late.turns.slice(0, 2).every((turn, i) => turn === early.turns[i])).toBe(true)
})
