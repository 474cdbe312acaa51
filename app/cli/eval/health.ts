import { makeRandom } from '@/lib/kernel/random'
import { round6 } from '@/lib/kernel/stats'
import { addMs } from '@/lib/kernel/time'
import { compareSignal, overallHealth, type SignalKind } from '@/lib/verification/compare-signal'
import { CARRIES, type Harm, NO_HARM, sampleRun, sampleSignal } from '@/lib/verification/fixtures/sample-signal'
import { checksOf } from '@/lib/verification/schedule'
import { type HealthWindow, healthWindow, readingOf } from '@/lib/verification/signal-points'
import type { Instant } from '@/schemas/time'
import type { HealthSignal, HealthStatus } from '@/schemas/verification'
import type { EvalFigure, EvalSet } from './eval-set'

// Seeds from 5000 on report; seeds below are free for tuning.
const SPLITS = { tune: 1000, report: 5000, all: 5000 } as const
const RUNS = 300
// A look a week later compares three weeks of points.
const LONG_RUNS = 80
const WEEK_DAYS = 7
const KINDS = ['error_rate_pct', 'latency_p95_ms', 'saturation_pct', 'throughput', 'healthy_count'] as const satisfies readonly SignalKind[]
// How late a check may be made: the sweep looks every 20 seconds.
const LATE_MS = 20_000

/** What really got worse from the run on, and a change of a kind that nobody has to mind. */
const HARMS: readonly { name: string; kind: (typeof KINDS)[number]; harm: Harm }[] = [
  { name: 'errors + 1 pp', kind: 'error_rate_pct', harm: { add: 1, times: 1 } },
  { name: 'p95 + 40 %', kind: 'latency_p95_ms', harm: { add: 0, times: 1.4 } },
  { name: 'processor + 60 %', kind: 'saturation_pct', harm: { add: 0, times: 1.6 } },
  { name: 'orders - 40 %', kind: 'throughput', harm: { add: 0, times: 0.6 } },
  { name: 'one target fewer', kind: 'healthy_count', harm: { add: -1, times: 1 } },
]
const SMALL: (typeof HARMS)[number] = { name: 'p95 + 5 %', kind: 'latency_p95_ms', harm: { add: 0, times: 1.05 } }

const PEAK: (typeof HARMS)[number] = {
  name: 'p95 + 40 % for two hours of the day',
  kind: 'latency_p95_ms',
  harm: { add: 0, times: 1.4, from_hour: 9, to_hour: 11 },
}

/** Harm that came after the look a day after the run and was over long before the one a week after it. */
const PASSING: (typeof HARMS)[number] = {
  name: 'p95 + 40 % for three hours of the fourth day',
  kind: 'latency_p95_ms',
  harm: { add: 0, times: 1.4, from_hour: 9, to_hour: 12, on_day: 3 },
}

type Looks = Record<string, HealthSignal>
type Shares = Record<HealthStatus, number>

/** Signals of services in calm and harmed weeks around a run: what does each check of health say? */
export const health: EvalSet = {
  id: 'health',
  title: 'Health after a run, on generated signals of five minutes',
  needs: [],
  async score({ split, say }) {
    const first = SPLITS[split]
    const checks = checksOf(sampleRun(first))
      .filter((c) => c.settled_days === 0)
      .map((c) => c.check)
    say('calm signals')
    const calm = CARRIES.map((carries) => ({ carries, ...calmOf(first, carries, checks) }))
    say('harmed signals')
    const harmed = HARMS.map((h) => ({ name: h.name, caught_by: caughtBy(first, h, checks) }))
    const [small, peak] = [caughtBy(first, SMALL, checks), caughtBy(first, PEAK, checks)]
    const last = checks.at(-1) ?? ''
    say('looks a week later')
    const later = CARRIES.map((carries) => ({ carries, ...laterOf(first, carries) }))
    return {
      result: { runs: RUNS, calm, harmed, small: { name: SMALL.name, caught_by: small }, peak: { name: PEAK.name, caught_by: peak }, later },
      figures: [
        ...calm.flatMap(({ carries, by_check, any_ratio }) => [
          ...checks.map((check) => row(`calm signal called degraded at ${check}, ${noiseName(carries)}`, by_check[check]?.degraded)),
          row(`calm plan of ${KINDS.length} signals called degraded at any check, ${noiseName(carries)}`, any_ratio),
          ...['T+30min', 'T+2h'].map((check) => row(`calm signal known to be ok at ${check}, ${noiseName(carries)}`, by_check[check]?.ok)),
        ]),
        ...harmed.flatMap(({ name, caught_by }) =>
          ['T+5min', 'T+30min', 'T+2h', last].map((check) => row(`${name}: called degraded by ${check}`, caught_by[check])),
        ),
        row(`${PEAK.name}: called degraded by ${last}`, peak[last]),
        ...later.flatMap(({ carries, calm, last_day, passing }) => [
          row(`calm signal called degraded at T+7d, ${noiseName(carries)}`, calm),
          row(`the same by its last day alone, ${noiseName(carries)}`, last_day),
          row(`${PASSING.name}: called degraded at T+7d, ${noiseName(carries)}`, passing),
        ]),
        row(`${SMALL.name}, which is within its margin: called degraded by ${last}`, small[last]),
      ],
      notes: [
        `${RUNS} runs (${LONG_RUNS} for looks a week later) for each of ${KINDS.length} kinds of signal; noise that carries over by ${CARRIES.join(', ')} from point to point; one point in a hundred is an outlier of up to three times, one is missing`,
        'at T+5min there is one point of five minutes at most, and two are needed: nothing but an alarm can be known by then',
      ],
    }
  },
}

const row = (name: string, value: number | undefined): EvalFigure => ({ name, value: value ?? null, aim: null, baseline: null })
const noiseName = (carries: number): string => `noise carries over by ${carries}`

/** What each check says of one signal around one run. */
function looksAt(seed: number, kind: SignalKind, carries: number, harm: Harm): Looks {
  const executed_at = sampleRun(seed)
  const series = sampleSignal({ seed, kind, carries, executed_at, harm })
  const late_ms = makeRandom(seed, 'late').below(LATE_MS)
  const looked = checksOf(executed_at)
    .filter((c) => c.settled_days === 0)
    .map(({ check, at }) => [check, compareSignal(readingOf(series, healthWindow(executed_at, addMs(at, late_ms))))] as const)
  return Object.fromEntries(looked)
}

function calmOf(first: number, carries: number, checks: readonly string[]): { by_check: Record<string, Shares>; any_ratio: number } {
  const plans = Array.from({ length: RUNS }, (_, i) => KINDS.map((kind) => looksAt(first + i, kind, carries, NO_HARM)))
  const shares = (check: string): Shares => {
    const said = plans.flat().map((looks) => looks[check]?.status)
    const share = (status: HealthStatus) => round6(said.filter((s) => s === status).length / said.length)
    return { ok: share('ok'), degraded: share('degraded'), unknown: share('unknown') }
  }
  const is_bad = (plan: readonly Looks[]) => checks.some((check) => overallHealth(plan.flatMap((looks) => looks[check] ?? [])) === 'degraded')
  return { by_check: Object.fromEntries(checks.map((check) => [check, shares(check)])), any_ratio: round6(plans.filter(is_bad).length / RUNS) }
}

/** What a look a week after a run says that takes in the time since the look a day after it, of calm signals and of one that was harmed in between. */
function laterOf(first: number, carries: number): { calm: number; last_day: number; passing: number } {
  const seeds = Array.from({ length: LONG_RUNS }, (_, i) => first + i)
  const look = (kind: SignalKind, harm: Harm) =>
    seeds.map((seed) => {
      const executed_at = sampleRun(seed)
      const series = sampleSignal({ seed, kind, carries, executed_at, harm, days: WEEK_DAYS })
      const [now, known_to] = [addDaysTo(executed_at, WEEK_DAYS), addDaysTo(executed_at, 1)]
      const said = (window: HealthWindow) => compareSignal(readingOf(series, window)).status === 'degraded'
      return { whole: said(healthWindow(executed_at, now, known_to)), last_day: said(healthWindow(executed_at, now)) }
    })
  const calm = KINDS.flatMap((kind) => look(kind, NO_HARM))
  const share = (found: readonly boolean[]) => round6(found.filter((is_bad) => is_bad).length / found.length)
  return {
    calm: share(calm.map((l) => l.whole)),
    last_day: share(calm.map((l) => l.last_day)),
    passing: share(look(PASSING.kind, PASSING.harm).map((l) => l.whole)),
  }
}

const addDaysTo = (at: Instant, days: number): Instant => addMs(at, days * 86_400_000)

/** The share of runs whose harm some check has called degraded by then. */
function caughtBy(first: number, { kind, harm }: (typeof HARMS)[number], checks: readonly string[]): Record<string, number> {
  const all = CARRIES.flatMap((carries) => Array.from({ length: RUNS }, (_, i) => looksAt(first + i, kind, carries, harm)))
  const by = (n: number) => all.filter((looks) => checks.slice(0, n + 1).some((check) => looks[check]?.status === 'degraded')).length / all.length
  return Object.fromEntries(checks.map((check, n) => [check, round6(by(n))]))
}
