import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import type { EvalSet } from './eval-set'
import { RUNGS, type RungId, type RungScore, scoreRung } from './savings-rungs'

// Seeds from 5000 on report; seeds below are free for tuning.
const SPLITS = { tune: 1000, report: 5000, all: 5000 } as const
const YEARS = 200
// True cuts of what is measured; of a stopped resource that a commitment pays for, the share of the commitment that finds other use.
const CUTS = [0, 0.05, 0.1, 0.3] as const
const IDS = Object.keys(RUNGS) as RungId[] // safe: RUNGS has no other keys

type Cell = RungScore & { days: number; cut: number }

/** The places of the bill that a saving is measured in, each on generated years with a change that really saved a known share of it, or nothing. */
export const savingsPlaces: EvalSet = {
  id: 'savings_places',
  title: 'Realized savings by the place they are measured in',
  needs: [],
  async score({ split, say }) {
    const places = IDS.map((id) => {
      say(RUNGS[id])
      const cells = SAVINGS_DAYS.flatMap((days) => CUTS.map((cut): Cell => ({ days, cut, ...scoreRung(id, SPLITS[split], YEARS, days, cut) })))
      return { id, cells }
    })
    return {
      result: { years: YEARS, places: Object.fromEntries(places.map(({ id, cells }) => [id, cells])) },
      figures: places.flatMap(({ id, cells }) => figuresOf(RUNGS[id], cells, id === 'covered')),
      notes: [
        `${YEARS} years for each of ${CUTS.length} cuts and ${SAVINGS_DAYS.length} lengths; nominal coverage 0.90; half widths are shares of the cost of the place`,
      ],
    }
  },
}

function figuresOf(name: string, cells: readonly Cell[], is_wary: boolean) {
  const nothing = cells.filter((c) => c.cut === 0)
  const figure = (of: string, value: number, aim: string | null = null) => ({ name: `${name}: ${of}`, value, aim, baseline: null })
  const held = nothing.reduce((sum, c) => sum + c.held_against * c.n, 0)
  const claimed_held = nothing.reduce((sum, c) => sum + c.claimed_held * c.n, 0)
  const at = (cut: number) => cells.filter((c) => c.cut === cut && c.days === SAVINGS_DAYS[0])
  const coverages = cells.map((c) => c.coverage)
  return [
    figure('says saved where nothing was saved, worst', Math.max(...nothing.map((c) => c.confirmed)), '<= 0.05'),
    figure('interval holds the truth, least', Math.min(...coverages), '0.85 .. 0.95'),
    // An interval that also has to say what cannot be seen of a commitment is wider than it would have to be.
    figure('interval holds the truth, most', Math.max(...coverages), is_wary ? null : '0.85 .. 0.95'),
    ...[0.05, 0.1, 0.3].flatMap((cut) =>
      at(cut).map((c) => figure(`${is_wary ? 'other use of' : 'a true cut of'} ${cut * 100} % is confirmed after 7 days`, c.confirmed)),
    ),
    figure('half width after 7 days', at(0)[0]?.half_width ?? 0),
    figure('held against untouched slices, mean', cells.reduce((sum, c) => sum + c.held_against, 0) / cells.length),
    ...(held === 0 ? [] : [figure('says saved where nothing was saved, of those that were held against some', claimed_held / held, '<= 0.05')]),
  ]
}
