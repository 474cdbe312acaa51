import type { AskWith } from '@/agent/ask/answer-shape'
import type { Window } from '@/agent/ask/bill-window'
import { groupLabel } from '@/agent/ask/group-names'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { Grouping, Included } from '@/schemas/frame'

type Compared = { any_of: readonly Included[]; group_by: Grouping }

/**
 * The groups and a row for every place that was named to be compared: one without a line cost nothing on days that its own bill holds. Where its own bill holds
 * not all of them its cost is not known: it gets no row, and the window says so.
 */
export async function withNamedPlaces(
  found: readonly CostGroup[],
  { any_of, group_by }: Compared,
  ask: Pick<AskWith, 'warehouse' | 'gazetteer'>,
  window: Window,
): Promise<{ groups: CostGroup[]; unknown: readonly string[]; window: Window }> {
  const silent = found.length === 0 ? [] : any_of.filter((p) => p.key === group_by && found.every((g) => g.key !== p.value))
  const covered = silent.length === 0 ? [] : await ask.warehouse.covered(silent, { start: window.start, end: window.end })
  const isCovered = (place: Included): boolean => covered.some((c) => c.value === place.value)
  const nothing = silent.filter(isCovered).map(({ value: key }) => ({ key, effective_cost: '0', list_cost: '0', quantity: null, unit: null }))
  const unknown = silent.filter((place) => !isCovered(place)).map((place) => place.value)
  return {
    groups: [...found, ...nothing],
    unknown,
    window:
      unknown.length === 0
        ? window
        : withGap(
            window,
            unknown.map((key) => groupLabel(group_by, key, ask.gazetteer)),
          ),
  }
}

function withGap(window: Window, names: readonly string[]): Window {
  const gap = `what ${names.join(', ')} cost: the bill of ${names.length === 1 ? 'that place' : 'these places'} has not arrived for all of these days`
  return {
    ...window,
    gaps: [...window.gaps, gap],
    notices: [
      ...window.notices,
      {
        kind: 'notice',
        tone: 'missing',
        title: 'A place is not on the bill for these days',
        text: `not known: ${gap}.`,
        remedy: 'Import the bill of these days on the sources page.',
      },
    ],
  }
}
