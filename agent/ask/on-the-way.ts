import type { AskWith } from '@/agent/ask/answer-shape'
import { viewIntent } from '@/agent/ask/view-intent'
import { FRAME_WORDS } from '@/lib/conversation/frame/frame-words'
import { ON_THE_WAY } from '@/schemas/activity'
import type { Frame, FrameName } from '@/schemas/frame'
import type { ComponentOf, UiIntent } from '@/schemas/intent'

type Shape = ComponentOf<'skeleton'>['shape']

/** Views that read the bill, which takes as long as the bill is large, with the geometry of their card. Others are there as soon as they are asked for. */
const READ_FROM_BILL: Partial<Record<FrameName, { shape: Shape; rows: number }>> = {
  top_movers: { shape: 'chart', rows: 1 },
  breakdown: { shape: 'chart', rows: 1 },
  compare_periods: { shape: 'chart', rows: 1 },
  timeseries: { shape: 'chart', rows: 1 },
  line_items: { shape: 'rows', rows: 8 },
  drift_between: { shape: 'rows', rows: 8 },
}

/** The place of the card that answers a question, while its figures are read; null where there is nothing to wait for. */
export function onTheWay(frame: Frame, ask: Pick<AskWith, 'run_key' | 'now'>): UiIntent | null {
  const look = READ_FROM_BILL[frame.frame]
  if (look === undefined) return null
  const period = 'period' in frame && frame.period !== null ? ` of ${frame.period.label}` : ''
  const shows = FRAME_WORDS[frame.frame].shows
  const card = viewIntent(ask, frame, {
    title: shows,
    facts: {},
    components: [{ kind: 'skeleton', title: shows.charAt(0).toUpperCase() + shows.slice(1), text: `The bill${period} is being read.`, ...look }],
  })
  return { ...card, intent_id: `${ON_THE_WAY}${ask.run_key}` }
}
