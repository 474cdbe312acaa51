import { drawAnomalyCard, drawInbox } from '@/lib/intents/text/anomaly'
import { drawApproval } from '@/lib/intents/text/approval'
import { drawBars, drawTimeseries, drawWaterfall } from '@/lib/intents/text/chart'
import type { TextContext } from '@/lib/intents/text/context'
import { drawExecution, drawTimeline } from '@/lib/intents/text/execution'
import { drawPlan } from '@/lib/intents/text/plan'
import { drawFactGrid, drawHeadline, drawNotice } from '@/lib/intents/text/summary'
import { drawSnapshotDiff, drawTable } from '@/lib/intents/text/table'
import { drawTriage } from '@/lib/intents/text/triage'
import { drawVerification } from '@/lib/intents/text/verification'
import type { Component, ComponentOf } from '@/schemas/intent'

type Draw<K extends Component['kind']> = (part: ComponentOf<K>, ctx: TextContext) => string[]

/** Every kind of component as lines of text. A kind without an entry does not compile. */
const texts: { [K in Component['kind']]: Draw<K> } = {
  headline: drawHeadline,
  fact_grid: drawFactGrid,
  notice: drawNotice,
  table: drawTable,
  timeseries: drawTimeseries,
  waterfall: drawWaterfall,
  bars: drawBars,
  'anomaly.card': drawAnomalyCard,
  'anomaly.inbox': drawInbox,
  'triage.explain': drawTriage,
  'plan.card': drawPlan,
  'approval.card': drawApproval,
  'execution.progress': drawExecution,
  'snapshot.diff': drawSnapshotDiff,
  'verification.board': drawVerification,
  timeline: drawTimeline,
}

export function drawText<K extends Component['kind']>(part: ComponentOf<K>, ctx: TextContext): string[] {
  const draw = texts[part.kind as K]
  return draw(part, ctx)
}
