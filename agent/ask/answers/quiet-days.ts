import type { AskWith } from '@/agent/ask/answer-shape'
import { filterOf } from '@/agent/ask/bill-query'
import type { Window } from '@/agent/ask/bill-window'
import { groupLabel } from '@/agent/ask/group-names'
import { scopeWords } from '@/lib/conversation/chips/place-words'
import { formatDay } from '@/lib/kernel/format'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { CostFilter } from '@/lib/warehouse/bill/place-sql'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Frame, Grouping, Included } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'
import type { Day } from '@/schemas/time'

type OfCost = Extract<Frame, { any_of: unknown }>
/** A place that a question names, the parts it is made of, and the days on which the bill has a line of it. */
type Named = { name: string; parts: Included[]; billed: ReadonlySet<Day> }

/**
 * What a sum over days hides: that a named place was billed on some of them only. On days that its own bill holds nothing was billed there; where it does not hold
 * them all the rest is not known. Days that are still running are neither. A place without any line is told of by the view itself.
 */
export async function withQuietDays(window: Window, frame: OfCost, ask: Pick<AskWith, 'warehouse' | 'gazetteer' | 'now'>): Promise<Window> {
  const today = dayOf(ask.now)
  const days = window.days.filter((day) => day < today)
  // A kind of charge comes when it comes: tax once a month.
  if (days.length < 2 || frame.charge !== null) return window
  let noted = window
  for (const { name, parts, billed } of await namedPlaces(frame, ask, window)) {
    const quiet = days.filter((day) => !billed.has(day))
    const [first, last] = [quiet[0], quiet.at(-1)]
    if (first === undefined || last === undefined || quiet.length === days.length) continue
    const covered = await ask.warehouse.covered(parts, { start: first, end: addDays(last, 1) })
    const on = `on ${quiet.length} of ${days.length} days${spanOf(quiet, ask.now)}`
    noted = covered.length === parts.length ? withNote(noted, nothingBilled(name, on)) : withUnknown(noted, name, on)
  }
  return noted
}

async function namedPlaces(frame: OfCost, { warehouse, gazetteer }: Pick<AskWith, 'warehouse' | 'gazetteer'>, window: Window): Promise<Named[]> {
  const filter: CostFilter = filterOf(frame)
  const keys = [...new Set(frame.any_of.map((p) => p.key))]
  const own: Included[] = SCOPE_KEYS.flatMap((key) => {
    const value = frame.scope[key]
    return value === undefined || value === '' ? [] : [{ key, value }]
  })
  if (keys.length === 0) {
    if (own.length === 0) return []
    return [{ name: scopeWords(frame, gazetteer), parts: own, billed: new Set((await warehouse.daily(filter, null, window)).map((d) => d.day)) }]
  }
  const each = await Promise.all(
    keys.map(async (key: Exclude<Grouping, 'environment'>) => {
      const lines = await warehouse.daily(filter, key, window)
      return frame.any_of
        .filter((place) => place.key === key)
        .map((place) => ({
          name: groupLabel(key, place.value, gazetteer),
          parts: [...own, place],
          billed: new Set(lines.filter((d) => d.key === place.value).map((d) => d.day)),
        }))
    }),
  )
  return each.flat()
}

/** “1 Nov to 8 Nov” where the days follow one another. */
const spanOf = (days: readonly Day[], now: string): string => {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined || addDays(first, days.length - 1) !== last) return ''
  return first === last ? ` (${formatDay(first, now)})` : ` (${formatDay(first, now)} to ${formatDay(last, now)})`
}

const nothingBilled = (name: string, on: string): Component => ({
  kind: 'notice',
  tone: 'info',
  title: 'Not billed on every day',
  text: `Nothing was billed for ${name} ${on}.`,
  remedy: null,
})

const withNote = (window: Window, note: Component): Window => ({ ...window, notices: [...window.notices, note] })

function withUnknown(window: Window, name: string, on: string): Window {
  const gap = `what ${name} cost ${on}: its bill has not arrived for all of them`
  const note: Component = {
    kind: 'notice',
    tone: 'missing',
    title: 'Part of a place is not on the bill',
    text: `not known: ${gap}.`,
    remedy: 'Import the bill of these days on the sources page.',
  }
  return { ...withNote(window, note), gaps: [...window.gaps, gap] }
}
