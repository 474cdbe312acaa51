import { BILL_DAYS } from './analysis-bill'
import type { analyse } from './analysis-pass'
import type { DetectorAlone } from './detector-alone'
import { type Figure, round } from './figure'
import type { Delivery } from './measure-delivery'
import type { Timed } from './timed'

const MOST_PASS_S = 30
const MOST_READING_RATIO = 2
const MOST_DAY_S = 2
const LEAST_SERIES_DAYS_PER_S = 100_000
const MS = 1000

type Measured = {
  rows: number
  first: Delivery
  next: Delivery
  read: Timed<unknown>
  full: Timed<Awaited<ReturnType<typeof analyse>>>
  later: Timed<Awaited<ReturnType<typeof analyse>>>
  detector: DetectorAlone
}

export const analysisFigures = (measured: Measured): Figure[] => [firstPass(measured), reading(measured), oneDay(measured), detectorAlone(measured)]

function firstPass({ rows, first, read, full }: Measured): Figure {
  // The pass finds in memory what was read just before it.
  const seconds = (first.roll.ms + read.ms + full.ms) / MS
  const n = rows.toLocaleString('en')
  const found = `${full.value.anomalies} anomalies, ${full.value.slices} slices`
  return {
    id: 'analysis.first_pass',
    sentence: `A first full pass over ${n} line items of ${BILL_DAYS} days takes ${round(seconds, 1)} s: summing days ${round(first.roll.ms / MS, 1)} s, reading series ${round(read.ms / MS, 1)} s, detection ${round(full.value.detect_ms / MS, 1)} s, evidence, attribution and triage ${round(full.value.decide_ms / MS, 1)} s (${found}).`,
    value: round(seconds * MS, 0),
    unit: 'ms',
    target: { at: 'most', value: MOST_PASS_S * MS },
    detail: {
      rows,
      leaf_days: first.leaves,
      roll_ms: Math.round(first.roll.ms),
      read_ms: Math.round(read.ms),
      detect_ms: Math.round(full.value.detect_ms),
      decide_ms: Math.round(full.value.decide_ms),
      categories: full.value.categories.join(),
    },
  }
}

function reading({ first, read }: Measured): Figure {
  const ratio = (first.roll.ms + read.ms) / first.bare_ms
  const cpu_ratio = (first.roll.cpu_ms + read.cpu_ms) / first.bare_cpu_ms
  return {
    id: 'analysis.reading',
    sentence: `Reading (summing days and the series of all leaves) takes ${round(ratio)}x as long as the engine's own scan and group of the same columns, kept in memory (${round(first.bare_ms / MS, 1)} s); ${round(cpu_ratio)}x in processor time.`,
    value: round(ratio, 3),
    unit: 'ratio',
    target: { at: 'most', value: MOST_READING_RATIO },
    detail: {
      cpu_ratio: round(cpu_ratio, 3),
      roll_ms: Math.round(first.roll.ms),
      read_ms: Math.round(read.ms),
      bare_ms: Math.round(first.bare_ms),
      roll_cpu_ms: Math.round(first.roll.cpu_ms),
      read_cpu_ms: Math.round(read.cpu_ms),
      bare_cpu_ms: Math.round(first.bare_cpu_ms),
    },
  }
}

function oneDay({ next, later }: Measured): Figure {
  const day_s = (next.roll.ms + later.ms) / MS
  const day_cpu_s = (next.roll.cpu_ms + later.cpu_ms) / MS
  return {
    id: 'analysis.one_day',
    sentence: `After one more day it takes ${round(day_s, 1)} s: summing the month ${round(next.roll.ms / MS, 1)} s, the pass ${round(later.ms / MS, 1)} s; ${round(day_cpu_s, 1)} s of processor time.`,
    value: round(day_s * MS, 0),
    unit: 'ms',
    target: { at: 'most', value: MOST_DAY_S * MS },
    detail: {
      cpu_ms: Math.round(day_cpu_s * MS),
      roll_ms: Math.round(next.roll.ms),
      detect_ms: Math.round(later.value.detect_ms),
      decide_ms: Math.round(later.value.decide_ms),
    },
  }
}

function detectorAlone({ detector }: Measured): Figure {
  return {
    id: 'analysis.detector',
    sentence: `The detector alone judges ${Math.round(detector.per_s / MS)} k series-days a second.`,
    value: Math.round(detector.per_s),
    unit: 'per_s',
    target: { at: 'least', value: LEAST_SERIES_DAYS_PER_S },
    detail: { series_days: detector.series_days },
  }
}
