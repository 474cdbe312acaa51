import { expect, it } from 'vitest'
import { answer } from '@/agent/ask/answer'
import type { AskWith } from '@/agent/ask/answer-shape'
import { askDeps } from '@/agent/ask/fixtures/ask-deps'
import { SMALL_BILL } from '@/agent/ask/fixtures/small-bill'
import { gazetteerOf } from '@/agent/ask/gazetteer-of'
import type { AskDeps } from '@/agent/ask/port'
import { parse } from '@/lib/conversation/frame/canonical'
import { add } from '@/lib/kernel/money'
import type { UiIntent } from '@/schemas/intent'

async function cardOf(line: string, change: (deps: AskDeps) => AskDeps = (deps) => deps): Promise<UiIntent> {
  const deps = change(askDeps('none', SMALL_BILL))
  const ask: AskWith = { ...deps, gazetteer: await gazetteerOf(deps), run_key: 'run' }
  const frame = parse(line, '2026-11-19')
  if (frame === undefined) throw new Error(`unreadable line ${line}`)
  const [card] = (await answer(frame, ask)).intents
  if (card === undefined) throw new Error(`no card for ${line}`)
  return card
}
const tableOf = (card: UiIntent) => card.components.find((part) => part.kind === 'table')
/** What is in one column of a table: of its rows, of the rest, and of all. */
function columnOf(card: UiIntent, at: number) {
  const table = tableOf(card)
  const value = (cell: { fact: string | null } | undefined) => (cell?.fact == null ? null : (card.facts[cell.fact]?.value ?? null))
  return { rows: (table?.rows ?? []).map((r) => value(r.cells[at]) ?? '0'), rest: value(table?.rest?.[at]), all: value(table?.totals?.[at]) }
}

it.each([
  ['what moved most', '/movers by:account period:2026-11-09..2026-11-12 baseline:2026-11-05..2026-11-08 top:1', '3 more', [1, 2, 3]],
  [
    'what rose most, beside what did not rise',
    '/movers by:account period:2026-11-09..2026-11-12 baseline:2026-11-05..2026-11-08 direction:up top:1',
    '3 more',
    [1, 2, 3],
  ],
] as const)('tells the rest of %s, so that the rows and the rest sum to all', async (_what, line, label, columns) => {
  const card = await cardOf(line)
  expect(tableOf(card)?.rest?.[0]?.text).toBe(label)
  expect(tableOf(card)?.more).toBeNull()
  for (const at of columns) {
    const { rows, rest, all } = columnOf(card, at)
    expect(add(...rows, rest ?? 'none')).toBe(all)
  }
  expect(card.plain).toMatch(/\n\s+3 more /)
})

it('tells what was used besides the rows, with its cost', async () => {
  const card = await cardOf('/breakdown by:account measure:usage period:yesterday top:1')
  const { rows, rest } = columnOf(card, 2)
  expect(tableOf(card)?.rest?.map((c) => c.text)).toEqual(['3 more', '72.00 Hrs', expect.any(String)])
  expect(add(...rows, rest ?? 'none')).toBe('814.646')
})

it('tells what else differs between two times, on both sides', async () => {
  const card = await cardOf('/drift period:2026-11-10..2026-11-16 baseline:2026-11-02..2026-11-08 account:210000000006 other-account:210000000002 top:1')
  expect(tableOf(card)?.rest?.[0]?.text).toBe('1 more')
  expect([columnOf(card, 2), columnOf(card, 3)].map(({ rows, rest }) => [...rows, rest])).toEqual([
    ['0', '184.896'],
    ['500', '0'],
  ])
})

it('tells what the lines that are not listed come to, without knowing how many they are', async () => {
  const card = await cardOf('/lines period:yesterday top:2')
  expect(columnOf(card, 5)).toEqual({ rows: ['500', '184.896'], rest: '129.75', all: '814.646' })
  expect(tableOf(card)?.rest?.[0]?.text).toBe('Smaller lines')
})

it('has no rest where everything is listed', async () => {
  for (const line of ['/breakdown by:account measure:usage period:yesterday top:10', '/lines period:yesterday top:20'])
    expect(tableOf(await cardOf(line))?.rest).toBeUndefined()
})

it('tells what else was held back, and that what the look kept none of is not known', async () => {
  const one = await cardOf('/held top:1')
  expect(columnOf(one, 2)).toMatchObject({ rows: ['31.25'], rest: '12.5' })
  expect(tableOf(one)?.rest?.[0]?.text).toBe('1 more')
  const beyond = await cardOf('/held top:1', (deps) => ({
    ...deps,
    held: async () => {
      const latest = await deps.held()
      return latest === null ? null : { ...latest, run: { ...latest.run, held_beyond: 7 } }
    },
  }))
  expect(tableOf(beyond)?.more).toBe('7 smaller ones were not kept: how much they are is not known')
})

it('adds what has no row of its own in a picture by day to a last row', async () => {
  const services = Array.from({ length: 14 }, (_, n) => `service ${n}`)
  const card = await cardOf('/trend by:service period:2026-11-09..2026-11-10', (deps) => ({
    ...deps,
    warehouse: {
      ...deps.warehouse,
      daily: async (_filter, by) =>
        ['2026-11-09', '2026-11-10'].flatMap((day) =>
          (by === null ? [''] : services).map((key, n) => ({ day, key, effective_cost: by === null ? '105' : String(14 - n), is_settled: true })),
        ),
    },
  }))
  const grid = card.components.find((part) => part.kind === 'heatmap')
  expect(grid?.rows).toHaveLength(12)
  expect(grid?.rows.at(-1)).toMatchObject({ label: '3 more', cells: ['6.00', '6.00'] })
  expect(card.facts[grid?.rows.at(-1)?.total ?? '']?.value).toBe('12')
  expect(grid?.more).toBeNull()
})

it('tells in plain text what is left out also where the text lists fewer rows than the card', async () => {
  const card = await cardOf('/lines period:2026-10-01..2026-10-31 top:30')
  expect(tableOf(card)?.rows).toHaveLength(30)
  expect(card.plain).toMatch(/10 more rows on the page/)
  expect(card.plain).toMatch(/Smaller lines .*\$/)
})
