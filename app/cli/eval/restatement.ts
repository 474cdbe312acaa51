import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { detectValues } from '@/lib/desks/cost/detect/model/detect-series'
import { compareVersions, type DayChange, incidentOrigin, isKept, type VersionIncident } from '@/lib/desks/cost/series/compare-versions'
import { SERIES_PARAMS } from '@/lib/desks/cost/series/judge-days'
import { daysBetween } from '@/lib/kernel/time'
import { Day } from '@/schemas/time'
import type { EvalSet } from './eval-set'

const AS_OF = ['2019-04-10', '2019-08-13', '2019-10-16'] as const
const DUPLICATED_DAY = '2019-04-08'
/** What really happened, from the notes on the data: it must be found in every version of these series. */
const NATURAL = [
  { direction: 'rise', days: ['2018-03-07'] },
  { direction: 'fall', days: ['2018-05-27'] },
  { direction: 'rise', days: ['2018-12-04'] },
] as const satisfies VersionIncident[]
const NATURAL_SERIES = ['project|binder-prod', 'category|compute-engine']
const WHOLE_AFTER_DAYS = 3

type Version = { days: Map<Day, number>; incidents: VersionIncident[] }
const Row = z.tuple([Day, z.string(), z.string(), z.coerce.number()])

/** A public bill whose days were delivered three times: what detection says must follow the restatements, and stay where nothing changed. */
export const restatement: EvalSet = {
  id: 'restatement',
  title: 'Restated days of a public bill',
  needs: AS_OF.map((day) => `mybinder-gcp/daily_cost_as_of_${day}.csv`),
  async score({ data, say }) {
    const versions = AS_OF.map((as_of) => {
      say(as_of)
      return versionOf(join(data, `mybinder-gcp/daily_cost_as_of_${as_of}.csv`), as_of)
    })
    const tally = { restated_days: 0, incidents: 0, unrestated: 0, unrestated_kept: 0, restated: 0, restated_withdrawn: 0 }
    const duplicates = { raised: 0, as_data_quality: 0, withdrawn: 0 }
    const origins = { cost: 0, restatement: 0, duplicated_day: 0 }
    for (const [i, older] of versions.entries()) {
      const newer = versions[i + 1]
      if (newer === undefined) break
      for (const [series, before] of older) {
        const after = newer.get(series)
        if (after === undefined) continue
        const changes = compareVersions(before.days, after.days, AS_OF[i] ?? '')
        tally.restated_days += changes.length
        countPair(tally, before, after, changes)
        for (const incident of after.incidents.filter((found) => !isKept(found, before.incidents))) {
          origins[incidentOrigin(incident.days, changes)] += 1
          if (!incident.days.includes(DUPLICATED_DAY)) continue
          duplicates.raised += 1
          if (incidentOrigin(incident.days, changes) === 'duplicated_day') duplicates.as_data_quality += 1
          if (!isKept(incident, versions[i + 2]?.get(series)?.incidents ?? [])) duplicates.withdrawn += 1
        }
      }
    }
    const natural = NATURAL_SERIES.flatMap((series) =>
      versions.flatMap((version) => NATURAL.map((event) => isKept(event, version.get(series)?.incidents ?? []))),
    )
    const result = {
      versions: versions.length,
      series: versions[0]?.size ?? 0,
      ...tally,
      unrestated_kept_ratio: ratio(tally.unrestated_kept, tally.unrestated),
      natural_events_found_ratio: ratio(natural.filter(Boolean).length, natural.length),
      partial_day_alarms: versions.flatMap((version, i) => partialAlarms(version, AS_OF[i] ?? '')).length,
      duplicate: duplicates,
      duplicate_as_data_quality_ratio: ratio(duplicates.as_data_quality, duplicates.raised),
      duplicate_withdrawn_ratio: ratio(duplicates.withdrawn, duplicates.raised),
      new_incidents_by_origin: origins,
    }
    return {
      result,
      figures: [
        { name: 'incidents kept where no day was restated', value: result.unrestated_kept_ratio, aim: '1', baseline: null },
        { name: 'natural events found in all versions', value: result.natural_events_found_ratio, aim: '1', baseline: null },
        { name: 'incidents on the duplicated day called data quality', value: result.duplicate_as_data_quality_ratio, aim: '1', baseline: null },
        { name: 'incidents on the duplicated day withdrawn when corrected', value: result.duplicate_withdrawn_ratio, aim: '1', baseline: null },
        { name: 'alarms on the incomplete last days', value: result.partial_day_alarms, aim: '0', baseline: null },
      ],
      notes: [
        `${tally.restated_days} days of ${result.series} series changed between versions; of ${tally.restated} earlier incidents on such days ${tally.restated_withdrawn} are withdrawn`,
        `new in a later version: ${origins.cost} as cost, ${origins.duplicated_day} as a duplicated day, ${origins.restatement} as a restatement`,
        'all series count on every split: no number was chosen on them',
      ],
    }
  },
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function versionOf(path: string, as_of: Day): Map<string, Version> {
  const series = new Map<string, Map<Day, number>>()
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const [day, dimension, name, cost] = Row.parse(line.split(','))
    const days = series.get(`${dimension}|${name}`) ?? new Map<Day, number>()
    series.set(`${dimension}|${name}`, days.set(day, cost))
  }
  return new Map([...series].map(([name, days]) => [name, { days, incidents: incidentsIn(days, as_of) }]))
}

/** What the daily detector says on the day of the delivery: at noon, when its last day has been over for twelve hours. */
function incidentsIn(days: ReadonlyMap<Day, number>, as_of: Day): VersionIncident[] {
  const order = [...days.keys()].sort()
  const calendar = order.map((day) => ({ day, is_settled: daysBetween(day, as_of) >= WHOLE_AFTER_DAYS }))
  const { incidents } = detectValues(
    calendar,
    order.map((day) => days.get(day) ?? 0),
    SERIES_PARAMS,
    `${as_of}T12:00:00.000Z`,
  )
  return incidents.map(({ direction, flagged, unsettled }) => ({ direction, days: [...flagged, ...unsettled].map((t) => order[t] ?? '') }))
}

type Tally = { incidents: number; unrestated: number; unrestated_kept: number; restated: number; restated_withdrawn: number }

function countPair(tally: Tally, before: Version, after: Version, changes: readonly DayChange[]): void {
  const changed = new Set(changes.map((change) => change.day))
  for (const incident of before.incidents) {
    const is_kept = isKept(incident, after.incidents)
    tally.incidents += 1
    if (incident.days.some((day) => changed.has(day))) {
      tally.restated += 1
      if (!is_kept) tally.restated_withdrawn += 1
    } else {
      tally.unrestated += 1
      if (is_kept) tally.unrestated_kept += 1
    }
  }
}

/** Falls on days that were not whole when they were delivered. */
const partialAlarms = (version: ReadonlyMap<string, Version>, as_of: Day): VersionIncident[] =>
  [...version.values()].flatMap(({ incidents }) =>
    incidents.filter((x) => x.direction === 'fall' && x.days.some((day) => daysBetween(day, as_of) <= WHOLE_AFTER_DAYS)),
  )
