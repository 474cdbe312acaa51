import { formatDay } from '@/lib/kernel/format'
import { addDays, daysIn } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'
import type { Day } from '@/schemas/time'
import type { BillCover } from './port'

/** The part of a period that the bill covers, and what is missing or provisional in it. */
export type Window = { days: Day[]; start: Day; end: Day; gaps: string[]; notices: Component[] }

export function windowOf(period: FramePeriod, cover: BillCover, today: Day): Window {
  const start = period.start < cover.first_day ? cover.first_day : period.start
  const end = period.end > cover.end_day ? cover.end_day : period.end
  const days = daysIn(start, end)
  const gaps: string[] = []
  const notices: Component[] = []
  if (days.length === 0)
    return { days, start, end, gaps: [`the bill covers ${span(cover.first_day, cover.end_day, today)}`], notices: [missing(period, cover, today)] }
  if (start > period.start) gaps.push(`days before ${formatDay(start, today)}: the bill begins there`)
  if (end < period.end) gaps.push(`days from ${formatDay(end, today)} on: the bill ends there`)
  if (gaps.length > 0)
    notices.push({
      kind: 'notice',
      tone: 'missing',
      title: 'Part of the period is not on the bill',
      text: `not known: ${gaps.join('; ')}.`,
      remedy: 'Import the bill of these days on the sources page.',
    })
  const provisional = days.filter((d) => d >= cover.settled_end)
  const [first] = provisional
  if (first !== undefined)
    notices.push({
      kind: 'notice',
      tone: 'info',
      title: 'Provisional days',
      text: `${formatDay(first, today)} and later may still be restated by the provider${days.includes(today) ? '; today is not complete' : ''}.`,
      remedy: null,
    })
  return { days, start, end, gaps, notices }
}

const span = (start: Day, end: Day, today: Day): string => `${formatDay(start, today)} to ${formatDay(addDays(end, -1), today)}`
const missing = (period: FramePeriod, cover: BillCover, today: Day): Component => ({
  kind: 'notice',
  tone: 'missing',
  title: `Not known: ${period.label}`,
  text: `The imported bill covers ${span(cover.first_day, cover.end_day, today)}; nothing of ${span(period.start, period.end, today)} is in it.`,
  remedy: 'Ask for a day that the bill covers, or import the bill of that period.',
})
