import { clip } from '@/lib/intents/clip'
import { factText, type TextContext } from '@/lib/intents/text/context'
import { bar, columns, indent, spark } from '@/lib/intents/text/layout'
import { formatDay, formatMoney } from '@/lib/kernel/format'
import type { ComponentOf, SeriesPoint } from '@/schemas/intent'

// Days set out in figures below the line of marks.
const LAST_DAYS = 7

type Marked = { day: string; label: string }

/** A line of marks, the last days in figures, and what happened when. Days without a figure say so. */
export function drawSeries(points: readonly SeriesPoint[], markers: readonly Marked[], currency: string): string[] {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return ['  not known: no day is at hand']
  const line = `  ${formatDay(first.day)} ${spark(points.map((p) => (p.actual === null ? null : Number(p.actual))))} ${formatDay(last.day)}`
  const money = (amount: string | null) => (amount === null ? 'not known' : formatMoney(amount, currency))
  const hasBand = points.some((p) => p.expected !== null)
  const rows = points.slice(-LAST_DAYS).map((p) => {
    const band = p.low95 === null || p.high95 === null ? 'not known' : `${money(p.low95)} – ${money(p.high95)}`
    return [formatDay(p.day), money(p.actual), ...(hasBand ? [money(p.expected), band] : []), p.is_settled ? '' : 'not settled']
  })
  const heads = ['Day', 'Actual', ...(hasBand ? ['Expected', '95 % band'] : []), '']
  const table = columns(
    [heads, ...rows],
    heads.map((head) => (head === 'Day' || head === '' ? 'start' : 'end')),
  )
  return [line, ...indent(table), ...markers.map((m) => `  ${formatDay(m.day)}: ${m.label}`)]
}

export function drawTimeseries(part: ComponentOf<'timeseries'>): string[] {
  return [part.title, part.subtitle, ...drawSeries(part.points, part.markers, part.currency)].filter((line) => line !== '')
}

const SIGNS = { total: '', rise: '+', fall: '', remainder: '' } as const

export function drawWaterfall(part: ComponentOf<'waterfall'>, ctx: TextContext): string[] {
  const rows = part.steps.map((s) => [s.label, s.fact === null ? `${SIGNS[s.tone]}${formatMoney(s.amount, part.currency)}` : factText(s.fact, ctx)])
  return [part.title, part.subtitle, ...indent(columns(rows, ['start', 'end']))].filter((line) => line !== '')
}

export function drawBars(part: ComponentOf<'bars'>): string[] {
  const most = Math.max(0, ...part.bars.map((b) => Number(b.value)))
  const rows = part.bars.map((b) => [
    clip(b.label, 40),
    formatMoney(b.value, part.currency),
    b.before === null ? '' : `before ${formatMoney(b.before, part.currency)}`,
    bar(Number(b.value), most),
  ])
  return [part.title, part.subtitle, ...indent(columns(rows, ['start', 'end', 'end', 'start']))].filter((line) => line !== '')
}
