import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import type { EvalSet } from './eval-set'
import { pooledCoverage, standardError } from './savings-coverage'
import { RUNGS, type RungId, type RungScore, scoreRung } from './savings-rungs'

// Seeds from 5000 on report; seeds below are free for tuning.
const SPLITS = { tune: 1000, report: 5000, all: 5000 } as const
// True cuts of what is measured, and on how many years each; of a stopped resource that a commitment pays for, the share of the commitment that finds other use.
const CUTS = [
  { cut: 0, years: 1000 },
  { cut: 0.05, years: 200 },
  { cut: 0.1, years: 200 },
  { cut: 0.3, years: 200 },
] as const
const IDS = Object.keys(RUNGS) as RungId[] // safe: RUNGS has no other keys

type Cell = RungScore & { days: number; cut: number }
type Place = { id: RungId; cells: Cell[]; ever_false: number }

/** The places of the bill that a saving is measured in, each on generated years with a change that really saved a known share of it, or nothing. */
export const savingsPlaces: EvalSet = {
  id: 'savings_places',
  title: 'Realized savings by the place they are measured in',
  needs: [],
  async score({ split, say }) {
    const places = IDS.map((id): Place => {
      say(RUNGS[id])
      const scores = CUTS.map(({ cut, years }, i) => ({ cut, ...scoreRung(id, SPLITS[split] + yearsBefore(i), years, cut) }))
      return {
        id,
        cells: scores.flatMap(({ cut, by_days }) => by_days.map((score): Cell => ({ cut, ...score }))),
        ever_false: scores[0]?.ever_confirmed ?? 0,
      }
    })
    const all = yearsBefore(CUTS.length)
    const [nothing] = CUTS
    return {
      result: { places: Object.fromEntries(places.map(({ id, cells, ever_false }) => [id, { cells, ever_false, coverage: pooledCoverage(cells) }])) },
      figures: places.flatMap(figuresOf),
      notes: [
        `${nothing.years} years on which nothing was saved (standard error of 4 %: ${standardError(0.04, nothing.years)}), 200 for each other cut`,
        `nominal coverage 0.90, over the ${all} years of all cuts at one length (standard error ${standardError(0.9, all)}); half widths are shares of the cost of the place`,
        'what a commitment pays for is wider on purpose: what becomes of the rest of it cannot be seen',
        'a drift would have stayed where it was, and is expected at the mean of its last five days: less is claimed than is saved',
      ],
    }
  },
}

/** Each cut has years of its own. */
const yearsBefore = (cut: number): number => CUTS.slice(0, cut).reduce((sum, { years }) => sum + years, 0)

function figuresOf({ id, cells, ever_false }: Place) {
  const [name, is_wary] = [RUNGS[id], id === 'covered']
  const nothing = cells.filter((c) => c.cut === 0)
  const figure = (of: string, value: number, aim: string | null = null) => ({ name: `${name}: ${of}`, value, aim, baseline: null })
  const held = nothing.reduce((sum, c) => sum + c.held_against * c.n, 0)
  const claimed_held = nothing.reduce((sum, c) => sum + c.claimed_held * c.n, 0)
  const after = (days: number, cut: number) => cells.filter((c) => c.cut === cut && c.days === days)
  const [first, , last] = SAVINGS_DAYS
  const coverages = pooledCoverage(cells).map((c) => c.coverage)
  return [
    figure('says saved where nothing was saved, worst', Math.max(...nothing.map((c) => c.confirmed)), '<= 0.05'),
    figure('the same, at any of the three looks', ever_false),
    figure('interval holds the truth, least', Math.min(...coverages), '0.85 .. 0.95'),
    figure('interval holds the truth, most', Math.max(...coverages), is_wary ? null : '0.85 .. 0.95'),
    ...[0.05, 0.1, 0.3].flatMap((cut) =>
      after(first, cut).map((c) => figure(`${is_wary ? 'other use of' : 'a true cut of'} ${cut * 100} % is confirmed after ${first} days`, c.confirmed)),
    ),
    ...[first, last].flatMap((days) => after(days, 0).map((c) => figure(`half width after ${days} days`, c.half_width))),
    figure('held against untouched slices, mean', cells.reduce((sum, c) => sum + c.held_against, 0) / cells.length),
    ...(held === 0 ? [] : [figure('says saved where nothing was saved, of those that were held against some', claimed_held / held, '<= 0.05')]),
  ]
}
