import { drawSeries } from '@/lib/intents/text/chart'
import { deadline, factLine, type TextContext } from '@/lib/intents/text/context'
import { columns, indent, wrap } from '@/lib/intents/text/layout'
import { formatMoney } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

type Board = ComponentOf<'verification.board'>

const VERDICTS: Record<Board['verdict'], string> = {
  close: 'close',
  monitor: 'keep watching',
  rollback: 'roll back',
  escalate: 'escalate',
  waiting: 'waiting',
  rolling_back: 'being rolled back',
  rolled_back: 'rolled back',
  closed: 'closed without a confirmed saving',
}
const SIGNAL = { ok: 'ok', degraded: 'degraded', unknown: 'not known' } as const

function drawIntervals(part: Board): string[] {
  const money = (amount: string | null) => (amount === null ? 'not known' : formatMoney(amount, part.currency))
  return part.intervals.flatMap((i) => {
    const range = i.low === null || i.high === null ? '' : ` (90 % interval ${money(i.low)} to ${money(i.high)})`
    return wrap(
      `${i.label}: saved ${money(i.point)} / day${range}, predicted ${money(i.predicted)} / day. ${[i.note, i.method].filter(Boolean).join(' ')}`,
      '  ',
    )
  })
}

export function drawVerification(part: Board, ctx: TextContext): string[] {
  const signals = part.signals.map((s) => [s.signal, SIGNAL[s.status], `${s.before} → ${s.after}`, s.threshold])
  return [
    `Verdict: ${VERDICTS[part.verdict]}`,
    ...wrap(part.sentence),
    ...(part.next_check === null ? [] : [`Next check ${deadline(part.next_check, ctx.now)}`]),
    ...(part.saved === null ? [] : [factLine(part.saved, ctx)]),
    ...drawIntervals(part),
    ...(signals.length === 0 ? [] : ['Health', ...indent(columns(signals, ['start', 'start', 'start', 'start']))]),
    ...(part.points.length === 0 ? [] : [part.title, ...drawSeries(part.points, part.markers, part.currency)]),
  ]
}
